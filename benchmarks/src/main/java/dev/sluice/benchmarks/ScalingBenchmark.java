package dev.sluice.benchmarks;

import dev.sluice.devstack.Broker;
import dev.sluice.devstack.BrokerSettings;
import dev.sluice.devstack.Registry;
import dev.sluice.devstack.llm.Latency;
import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import dev.sluice.processor.ProcessorMain;
import dev.sluice.runtime.log.Logging;
import dev.sluice.schemas.TopicLayout;
import dev.sluice.schemas.TopicProvisioner;
import dev.sluice.schemas.registry.SchemaRegistrar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/**
 * Runs a load that never ends through four partitions with one, two and four instances, each of which may make so many
 * calls at once; kills one, starts it again, and counts in the end whether each document has one outcome.
 */
public final class ScalingBenchmark {
    private static final int PARTITIONS = 4;
    /** Of one instance: so few that calls and not the machine are the bound. */
    private static final int CALLS = 32;

    private static final int BACKLOG = 1_000;
    private static final Duration WARM_UP = Duration.ofSeconds(45);
    private static final Duration MEASURED = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final Path folder;
    private final String servers;
    private final String registryUrl;
    private final SimulatedLlm model;
    private final Feed feed;
    private final Arrivals arrivals;
    private final List<ChildJvm> instances = new ArrayList<>();

    private ScalingBenchmark(
            Path folder, String servers, String registryUrl, SimulatedLlm model, Feed feed, Arrivals arrivals) {
        this.folder = folder;
        this.servers = servers;
        this.registryUrl = registryUrl;
        this.model = model;
        this.feed = feed;
        this.arrivals = arrivals;
    }

    /** Measures; takes no arguments. */
    public static void main(String[] args) throws IOException {
        Logging.off();
        Path folder = Files.createTempDirectory("sluice-benchmark");
        System.out.println("Logs: " + folder);
        SimulatedLlmSettings settings = SimulatedLlmSettings.builder()
                .latency(Latency.fixed(Variant.CALL))
                .build();
        try (Registry registry = Registry.start(folder.resolve("registry"));
                Broker broker =
                        Broker.start(BrokerSettings.in(folder.resolve("broker")).withHeapMegabytes(1024));
                SimulatedLlm model = SimulatedLlm.start(settings)) {
            String servers = broker.bootstrapServers();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers));
                    SchemaRegistrar registrar = new SchemaRegistrar(Map.of("schema.registry.url", registry.url()))) {
                new TopicProvisioner(admin, new TopicLayout(Optional.of(PARTITIONS), Optional.empty())).provision();
                registrar.registerAll();
            }
            try (Feed feed = new Feed(servers, registry.url());
                    Arrivals arrivals = new Arrivals(servers)) {
                new ScalingBenchmark(folder, servers, registry.url(), model, feed, arrivals).run();
            }
        }
        PipelineBenchmark.delete(folder);
    }

    private void run() {
        try {
            System.out.print(ScalingMeasurement.HEAD);
            start(0);
            keepBusy(WARM_UP);
            measure("one instance");
            start(1);
            measure("a second joins");
            start(2);
            start(3);
            measure("two more join");
            instances.removeLast().close();
            start(3);
            measure("one is killed and started again");
            feed.flush();
            long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
            while (arrivals.count() < feed.count() && System.nanoTime() < deadline) {
                arrivals.poll();
            }
            System.out.printf(
                    "Documents: %,d; without an outcome: %d; with two: %d; dead letters: %d.%n",
                    feed.count(),
                    feed.count() - arrivals.count(),
                    arrivals.records() - arrivals.count(),
                    arrivals.deadLetters());
        } finally {
            instances.forEach(ChildJvm::close);
        }
    }

    private void start(int number) {
        instances.add(ChildJvm.start(
                ProcessorMain.class, arguments("instance-" + number), folder.resolve("instance-" + number + ".log")));
    }

    private void measure(String event) {
        int wanted = instances.size() * CALLS;
        long begin = System.nanoTime();
        long last = begin;
        long pause = 0;
        // Some calls have just ended at any moment.
        while (model.calls().inFlight() < wanted * 0.95) {
            int before = arrivals.count();
            step();
            long now = System.nanoTime();
            if (arrivals.count() > before) {
                pause = Math.max(pause, now - last);
                last = now;
            }
            if (now - begin > LONGEST_WAIT.toNanos()) {
                throw new IllegalStateException("after " + LONGEST_WAIT + " there are not " + wanted
                        + " calls in flight but " + model.calls().inFlight() + "; see " + folder);
            }
        }
        long joined = System.nanoTime() - begin;
        int documents = arrivals.count();
        long calls = model.calls().total();
        long start = System.nanoTime();
        int inFlight = keepBusy(MEASURED);
        double seconds = (System.nanoTime() - start) / 1e9;
        double callsPerSecond = (model.calls().total() - calls) / seconds;
        System.out.println(new ScalingMeasurement(
                        event,
                        Duration.ofNanos(joined),
                        Duration.ofNanos(pause),
                        instances.size(),
                        inFlight,
                        callsPerSecond,
                        (arrivals.count() - documents) / seconds,
                        callsPerSecond * Variant.CALL.toMillis() / 1e3 / wanted)
                .row());
    }

    /** Gives the most calls in flight that were seen. */
    private int keepBusy(Duration time) {
        int most = 0;
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            step();
            most = Math.max(most, model.calls().inFlight());
        }
        return most;
    }

    /** Keeps more documents on the topic than the instances can take in. */
    private void step() {
        while (feed.count() - arrivals.count() < BACKLOG) {
            feed.produce();
        }
        arrivals.poll();
    }

    private List<String> arguments(String instance) {
        Map<String, String> config = new HashMap<>();
        config.put("kafka.bootstrap.servers", servers);
        config.put("kafka.group.instance.id", instance);
        config.put("kafka.num.standby.replicas", "1");
        config.put("kafka.auto.offset.reset", "earliest");
        config.put("schema.registry.url", registryUrl);
        config.put("llm.base.url", model.baseUrl());
        config.put("llm.max.in.flight", Integer.toString(CALLS));
        // A busy machine must not look like a slow model.
        config.put("llm.adaptive.concurrency", "false");
        config.put("cache.memory.bytes", "0");
        config.put("state.dir", folder.resolve(instance).toString());
        config.put("http.port", "0");
        config.put("log.level", "info");
        return config.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
    }
}
