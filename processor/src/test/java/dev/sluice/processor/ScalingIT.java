package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.devstack.llm.Latency;
import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.cluster.SharedCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * More instances make more calls at once, whatever moment they join in, and the others go on with what a crashed one had under way.
 * How quickly is measured by the benchmark.
 */
@ExtendWith(SharedCluster.class)
final class ScalingIT {
    private static final int CALLS = 8;
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final SimulatedLlmSettings SLOW = SimulatedLlmSettings.builder()
            .latency(Latency.fixed(Duration.ofSeconds(2)))
            .build();

    /** Outlives the test, to be read when it failed. */
    private static final Path LOG = Path.of("target", "scaling-instances.log");

    @TempDir
    private Path folder;

    @Test
    void instancesJoinAndOneCrashesUnderLoadAndNothingIsLostOrDoubled(Cluster cluster) {
        Load load = new Load(600, 400);
        List<ProcessorProcess> instances = new ArrayList<>();
        try (Stack stack = Stack.start(cluster, folder, 4);
                SimulatedLlm llm = SimulatedLlm.start(SLOW);
                Outcomes outcomes = stack.outcomes()) {
            load.produceTo(stack);
            for (int together : List.of(1, 2, 4)) {
                while (instances.size() < together) {
                    instances.add(start(stack, llm, "instance-" + instances.size()));
                }
                // Some calls have just ended at any moment.
                await("calls of " + together + " instances")
                        .atMost(LONG)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> llm.calls().inFlight() > CALLS * together * 9 / 10);
                assertThat(llm.calls().inFlight()).isLessThanOrEqualTo(CALLS * together);
            }

            instances.getFirst().kill();
            // What is left is soon done.
            llm.settings(SimulatedLlmSettings.defaults());

            outcomes.awaitCount(load.documents(), LONG);
            load.assertComplete(outcomes);
            assertThat(outcomes.usage()).as("each result took effect once").hasSize(load.documents() * Load.STAGES);
        } finally {
            instances.forEach(ProcessorProcess::close);
        }
    }

    private ProcessorProcess start(Stack stack, SimulatedLlm llm, String name) {
        Map<String, String> config = Load.config(stack, llm, name);
        config.put("kafka.group.instance.id", name);
        config.put("kafka.num.standby.replicas", "1");
        // Else partitions stay where they are until the next look, a minute later, whether the new instance has copied
        // enough.
        config.put("kafka.acceptable.recovery.lag", "1000000");
        config.put("llm.max.in.flight", Integer.toString(CALLS));
        // A busy machine must not look like a slow model.
        config.put("llm.adaptive.concurrency", "false");
        return ProcessorProcess.start(config, folder, LOG);
    }
}
