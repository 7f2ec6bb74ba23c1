package dev.sluice.benchmarks;

import dev.sluice.devstack.Broker;
import dev.sluice.devstack.BrokerSettings;
import dev.sluice.schemas.TopicLayout;
import dev.sluice.schemas.TopicProvisioner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;

/**
 * Measures one variant on a broker of its own, with one partition: first under a load that never lets it run dry, when its
 * JVM is warm; then with few documents a second, for the latency.
 */
final class Run {
    private static final Duration MEASURED = Duration.ofSeconds(40);
    private static final int LOW_LOAD_DOCUMENTS = 300;
    private static final Duration LOW_LOAD_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);

    private final Variant variant;
    private final Path folder;
    private final String registryUrl;
    private final String modelUrl;

    Run(Variant variant, Path folder, String registryUrl, String modelUrl) {
        this.variant = variant;
        this.folder = folder;
        this.registryUrl = registryUrl;
        this.modelUrl = modelUrl;
    }

    Measurement measure() {
        BrokerSettings settings = BrokerSettings.in(folder.resolve("broker")).withHeapMegabytes(1024);
        try (Broker broker = Broker.start(settings)) {
            String servers = broker.bootstrapServers();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
                new TopicProvisioner(admin, new TopicLayout(Optional.of(1), Optional.empty())).provision();
            }
            try (Feed feed = new Feed(servers, registryUrl);
                    Arrivals arrivals = new Arrivals(servers);
                    ChildJvm instance =
                            ChildJvm.start(variant.mainClass(), arguments(servers), folder.resolve("instance.log"))) {
                return measure(feed, arrivals, instance);
            }
        }
    }

    private Measurement measure(Feed feed, Arrivals arrivals, ChildJvm instance) {
        keepBusy(feed, arrivals, variant.warmUp());

        int first = arrivals.count();
        long begin = System.nanoTime();
        Duration cpuBegin = instance.cpu();
        keepBusy(feed, arrivals, MEASURED);
        int documents = arrivals.count() - first;
        double seconds = (System.nanoTime() - begin) / 1e9;
        double cpuMillis = instance.cpu().minus(cpuBegin).toNanos() / 1e6;

        feed.flush();
        await(arrivals, () -> arrivals.count() == feed.count());
        List<Double> added = variant.isPlain() ? List.of(0.0) : lowLoad(feed, arrivals);
        if (arrivals.deadLetters() > 0) {
            throw new IllegalStateException(
                    arrivals.deadLetters() + " documents were not enriched: the figures are void");
        }
        return new Measurement(
                variant, documents / seconds, cpuMillis / documents, added.get(added.size() / 2), added.get((int)
                        (added.size() * 0.99)));
    }

    /** Keeps more documents on the topic than the instance can take in. */
    private void keepBusy(Feed feed, Arrivals arrivals, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            while (feed.count() - arrivals.count() < variant.backlog()) {
                feed.produce();
            }
            arrivals.poll();
        }
    }

    /** The times in milliseconds that the pipeline adds to the three calls, sorted. */
    private List<Double> lowLoad(Feed feed, Arrivals arrivals) {
        Map<String, Long> produced = new HashMap<>();
        long next = System.nanoTime();
        for (int i = 0; i < LOW_LOAD_DOCUMENTS; i++) {
            long now = System.nanoTime();
            produced.put(feed.produce(), now);
            next += LOW_LOAD_PAUSE.toNanos();
            while (System.nanoTime() < next) {
                arrivals.poll();
            }
        }
        feed.flush();
        await(arrivals, () -> arrivals.count() == feed.count());
        List<Double> added = new ArrayList<>();
        produced.forEach((id, nanos) ->
                added.add((arrivals.nanosOf(id) - nanos) / 1e6 - Variant.STAGES * Variant.CALL.toMillis()));
        Collections.sort(added);
        return added;
    }

    private void await(Arrivals arrivals, BooleanSupplier enough) {
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (!enough.getAsBoolean()) {
            arrivals.poll();
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("after " + LONGEST_WAIT + " only " + arrivals.count()
                        + " documents have come out; see " + folder);
            }
        }
    }

    private List<String> arguments(String bootstrapServers) {
        Map<String, String> config = new HashMap<>();
        config.put("kafka.bootstrap.servers", bootstrapServers);
        config.put("schema.registry.url", registryUrl);
        config.put("llm.base.url", modelUrl);
        config.put("llm.max.in.flight", "4000");
        // Documents come again; the model is to be asked about each.
        config.put("cache.memory.bytes", "0");
        config.put("state.dir", folder.resolve("state").toString());
        config.put("http.port", "0");
        config.put("stage.max.in.flight", Integer.toString(variant.inFlight()));
        config.put("processing.guarantee", variant.guarantee());
        config.put("log.level", "warn");
        config.put("kafka.auto.offset.reset", "earliest");
        return config.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
    }
}
