package dev.sluice.benchmarks;

import dev.sluice.devstack.Broker;
import dev.sluice.devstack.BrokerSettings;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.TopicLayout;
import dev.sluice.schemas.TopicProvisioner;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.registry.AvroSerdes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Measures one variant on a broker of its own, with one partition: first a load that waits on the topic, for the steady
 * state; then few documents a second, for the latency.
 */
final class Run {
    private static final int LOW_LOAD_DOCUMENTS = 150;
    private static final Duration LOW_LOAD_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(3);
    /** The steady state: behind the start with its cold JVM, before the end with its empty stages. */
    private static final double STEADY_FROM = 0.35;

    private static final double STEADY_TO = 0.9;

    private final Variant variant;
    private final Path folder;
    private final String registryUrl;
    private final String modelUrl;
    private final Serializer<RawDocument> serializer;
    private final List<Future<?>> sent = new ArrayList<>();

    Run(Variant variant, Path folder, String registryUrl, String modelUrl) {
        this.variant = variant;
        this.folder = folder;
        this.registryUrl = registryUrl;
        this.modelUrl = modelUrl;
        this.serializer = new AvroSerdes(Map.of("schema.registry.url", registryUrl)).serializer();
    }

    Measurement measure() {
        try (Broker broker =
                Broker.start(BrokerSettings.in(folder.resolve("broker")).withHeapMegabytes(1024))) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                new TopicProvisioner(admin, new TopicLayout(Optional.of(1), Optional.empty())).provision();
            }
            try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                            Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", "0"),
                            new ByteArraySerializer(),
                            new ByteArraySerializer());
                    Arrivals arrivals = new Arrivals(broker.bootstrapServers())) {
                for (int i = 0; i < variant.documents(); i++) {
                    produce(producer, "load-" + i);
                }
                requireSent();
                try (ChildJvm instance = ChildJvm.start(
                        variant.mainClass(), arguments(broker.bootstrapServers()), folder.resolve("instance.log"))) {
                    return measure(producer, arrivals, instance);
                }
            }
        }
    }

    private Measurement measure(KafkaProducer<byte[], byte[]> producer, Arrivals arrivals, ChildJvm instance) {
        int from = (int) (variant.documents() * STEADY_FROM);
        int to = (int) (variant.documents() * STEADY_TO);
        await(arrivals, from);
        int first = arrivals.count();
        long begin = System.nanoTime();
        Duration cpuBegin = instance.cpu();
        await(arrivals, to);
        int last = arrivals.count();
        double seconds = (System.nanoTime() - begin) / 1e9;
        double cpuMillis = instance.cpu().minus(cpuBegin).toNanos() / 1e6;
        await(arrivals, variant.documents());

        List<Double> added = variant.isPlain() ? List.of(0.0) : lowLoad(producer, arrivals);
        if (arrivals.deadLetters() > 0) {
            throw new IllegalStateException(
                    arrivals.deadLetters() + " documents were not enriched: the figures are void");
        }
        return new Measurement(
                variant,
                (last - first) / seconds,
                cpuMillis / (last - first),
                added.get(added.size() / 2),
                added.get((int) (added.size() * 0.99)));
    }

    /** The times in milliseconds that the pipeline adds to the three calls, sorted. */
    private List<Double> lowLoad(KafkaProducer<byte[], byte[]> producer, Arrivals arrivals) {
        int before = arrivals.count();
        Map<String, Long> produced = new HashMap<>();
        long next = System.nanoTime();
        for (int i = 0; i < LOW_LOAD_DOCUMENTS; i++) {
            String id = "low-" + i;
            produced.put(id, System.nanoTime());
            produce(producer, id);
            next += LOW_LOAD_PAUSE.toNanos();
            while (System.nanoTime() < next) {
                arrivals.poll();
            }
        }
        requireSent();
        await(arrivals, before + LOW_LOAD_DOCUMENTS);
        List<Double> added = new ArrayList<>();
        produced.forEach((id, nanos) ->
                added.add((arrivals.nanosOf(id) - nanos) / 1e6 - Variant.STAGES * Variant.CALL.toMillis()));
        Collections.sort(added);
        return added;
    }

    private void await(Arrivals arrivals, int count) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (arrivals.count() < count) {
            arrivals.poll();
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "only " + arrivals.count() + " of " + count + " documents came out; see " + folder);
            }
            LockSupport.parkNanos(1);
        }
    }

    private void produce(KafkaProducer<byte[], byte[]> producer, String id) {
        RawDocument document = RawDocument.newBuilder()
                .setContent(Documents.text(id))
                .setMediaType("text/plain")
                .setLanguage("en")
                .setProfile("support-email")
                .build();
        sent.add(producer.send(new ProducerRecord<>(
                Topic.RAW.topicName(),
                id.getBytes(StandardCharsets.UTF_8),
                serializer.serialize(Topic.RAW.topicName(), document))));
    }

    /** A document that the broker did not take would void the figures. */
    private void requireSent() {
        for (Future<?> record : sent) {
            try {
                record.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("the broker refused a document", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        sent.clear();
    }

    private List<String> arguments(String bootstrapServers) {
        Map<String, String> config = new HashMap<>();
        config.put("kafka.bootstrap.servers", bootstrapServers);
        config.put("schema.registry.url", registryUrl);
        config.put("llm.base.url", modelUrl);
        config.put("llm.max.in.flight", "4000");
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
