package dev.sluice.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.processor.ProcessorConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * A pod that is told to stop has the time for it: calls in flight end, and all that closes may take as long as it is allowed to. A
 * static member of the group is not taken for dead while its pod restarts.
 */
final class ShutdownCheck implements Check {
    private static final String RUNTIME = "dev.sluice.runtime.";
    private static final String PROCESSOR = "dev.sluice.processor.";
    private static final String CONSOLE = "dev.sluice.console.";
    private static final String FOLLOWER = RUNTIME + "topic.TopicFollower";

    /** What the processor closes one after the other: settings and spend are followed, too. */
    private static final List<String> PROCESSOR_CLOSES = List.of(
            PROCESSOR + "ProcessorApp",
            PROCESSOR + "SpendStreams",
            PROCESSOR + "example.CorrectionReader",
            RUNTIME + "streams.LiveInstances",
            FOLLOWER,
            FOLLOWER,
            RUNTIME + "alert.Alerts",
            PROCESSOR + "progress.ProgressTopic");

    /** What the console does; its bulk actions wait once for their thread and once for their producer. */
    private static final List<String> CONSOLE_CLOSES = List.of(
            CONSOLE + "review.ReviewStreams",
            CONSOLE + "readmodel.Follower",
            CONSOLE + "live.ProgressFollower",
            CONSOLE + "web.BulkTopic",
            CONSOLE + "web.BulkTopic",
            FOLLOWER,
            RUNTIME + "alert.Alerts");

    private static final Duration LEAST_SESSION = Duration.ofSeconds(60);

    @Override
    public List<String> problems(Rendering rendering) {
        List<String> problems = new ArrayList<>();
        for (Container container : rendering.running("processor")) {
            ProcessorConfig config = Programs.processor(container, rendering);
            Duration grace = config.shutdownGrace();
            longEnough(container, grace.plus(sum(PROCESSOR_CLOSES)), problems);
            config.models().stream()
                    .filter(model -> model.timeouts().call().compareTo(grace) >= 0)
                    .forEach(model -> problems.add(container.id() + ": shutdown.grace.ms (" + grace
                            + ") cuts off calls to " + model.name() + ", which may take "
                            + model.timeouts().call() + " and would be paid for twice"));
            staysMember(container, Environment.of(container, rendering).configuration(), problems);
        }
        for (Container container : rendering.running("console")) {
            JsonNode pause = container.json().at("/lifecycle/preStop/sleep/seconds");
            longEnough(container, sum(CONSOLE_CLOSES).plusSeconds(pause.asLong()), problems);
        }
        return problems;
    }

    private static void staysMember(Container container, Map<String, String> config, List<String> problems) {
        boolean isStatic = config.containsKey("kafka." + CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG);
        long session =
                Long.parseLong(config.getOrDefault("kafka." + ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "45000"));
        if (container.workload().manifest().is("StatefulSet") && !isStatic) {
            problems.add(container.id() + ": needs kafka.group.instance.id, or each restart moves its partitions");
        }
        if (isStatic && session < LEAST_SESSION.toMillis()) {
            problems.add(container.id() + ": kafka.session.timeout.ms (" + session
                    + ") is shorter than a restart of its pod may take");
        }
    }

    private static void longEnough(Container container, Duration needed, List<String> problems) {
        long given =
                container.workload().pod().path("terminationGracePeriodSeconds").asLong(30);
        if (given <= needed.toSeconds()) {
            problems.add(container.id() + ": terminationGracePeriodSeconds is " + given + "; stopping may take "
                    + needed.toSeconds());
        }
    }

    private static Duration sum(List<String> closes) {
        return closes.stream()
                .flatMap(each -> Stream.of(Programs.closeTimeout(each)))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
