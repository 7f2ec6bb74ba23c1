package dev.sluice.benchmarks;

import dev.sluice.devstack.Broker;
import dev.sluice.devstack.BrokerSettings;
import dev.sluice.processor.ProcessorApp;
import dev.sluice.processor.ProcessorConfig;
import dev.sluice.runtime.time.SteadyClock;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.TopicLayout;
import dev.sluice.schemas.TopicProvisioner;
import dev.sluice.schemas.avro.LlmUsage;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.registry.AvroSerdes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Takes documents through the pipeline with one way to ask, on a broker of its own. */
final class CostRun {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);

    /** In US dollars for a million tokens. */
    private static final String PRICES = """
            small:
              - {input: 0.25, cached-input: 0.025, output: 2}
            large:
              - {input: 1.25, cached-input: 0.125, output: 10}
            """;

    private final CostVariant variant;
    private final Path folder;
    private final Path profiles;
    private final String registryUrl;
    private final String smallUrl;
    private final String largeUrl;
    private final List<LlmUsage> usage = new ArrayList<>();
    private int enriched;
    private int held;

    CostRun(CostVariant variant, Path folder, Path profiles, String registryUrl, String smallUrl, String largeUrl) {
        this.variant = variant;
        this.folder = folder;
        this.profiles = profiles;
        this.registryUrl = registryUrl;
        this.smallUrl = smallUrl;
        this.largeUrl = largeUrl;
    }

    /** @param again come when all the others are done */
    CostMeasurement measure(List<RawDocument> documents, List<RawDocument> again) throws Exception {
        AvroSerdes serdes = new AvroSerdes(Map.of("schema.registry.url", registryUrl));
        try (Broker broker = Broker.start(BrokerSettings.in(folder.resolve("broker")))) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                new TopicProvisioner(admin, new TopicLayout(Optional.of(1), Optional.empty())).provision();
            }
            Map<String, Object> clients = Map.of("bootstrap.servers", broker.bootstrapServers());
            try (ProcessorApp app = new ProcessorApp(config(broker), SteadyClock.system());
                    KafkaProducer<byte[], byte[]> producer =
                            new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer());
                    KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                            Map.of(
                                    "bootstrap.servers", broker.bootstrapServers(),
                                    "auto.offset.reset", "earliest",
                                    "isolation.level", "read_committed"),
                            new ByteArrayDeserializer(),
                            new ByteArrayDeserializer())) {
                app.start();
                consumer.assign(Stream.of(Topic.ENRICHED, Topic.DEAD_LETTER, Topic.USAGE)
                        .map(topic -> new TopicPartition(topic.topicName(), 0))
                        .toList());
                Deserializer<LlmUsage> reader = serdes.deserializer(LlmUsage.class);
                Serializer<RawDocument> writer = serdes.serializer();
                produce(producer, writer, "first", documents);
                await(consumer, reader, documents.size());
                produce(producer, writer, "again", again);
                await(consumer, reader, documents.size() + again.size());
            }
        }
        return measurement();
    }

    private static void produce(
            KafkaProducer<byte[], byte[]> producer,
            Serializer<RawDocument> writer,
            String round,
            List<RawDocument> documents)
            throws Exception {
        for (int i = 0; i < documents.size(); i++) {
            byte[] value = writer.serialize(Topic.RAW.topicName(), documents.get(i));
            byte[] key = (round + "-" + i).getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(Topic.RAW.topicName(), key, value))
                    .get();
        }
    }

    /** A document's calls are on their topic when its outcome is: both are of one transaction. */
    private void await(KafkaConsumer<byte[], byte[]> consumer, Deserializer<LlmUsage> reader, int count) {
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        boolean quiet = false;
        while (enriched + held < count || !quiet) {
            quiet = true;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                quiet = false;
                take(record, reader);
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("after " + LONGEST_WAIT + " only " + enriched + " documents of " + count
                        + " were enriched and " + held + " held; see " + folder);
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Deserializer<LlmUsage> reader) {
        if (record.topic().equals(Topic.ENRICHED.topicName())) {
            enriched++;
        } else if (record.topic().equals(Topic.DEAD_LETTER.topicName())) {
            held++;
        } else {
            usage.add(reader.deserialize(record.topic(), record.value()));
        }
    }

    private CostMeasurement measurement() {
        return new CostMeasurement(
                variant,
                enriched + held,
                held,
                usage.size(),
                (int) usage.stream()
                        .filter(call -> call.getEngine().equals("large"))
                        .count(),
                usage.stream().mapToLong(call -> call.getUsage().getInput()).sum(),
                usage.stream().mapToLong(call -> call.getUsage().getOutput()).sum(),
                usage.stream().mapToLong(LlmUsage::getCostMicros).sum());
    }

    private ProcessorConfig config(Broker broker) throws IOException {
        Map<String, String> config = new HashMap<>();
        config.put("kafka.bootstrap.servers", broker.bootstrapServers());
        config.put("kafka.auto.offset.reset", "earliest");
        config.put("schema.registry.url", registryUrl);
        config.put("state.dir", folder.resolve("state").toString());
        config.put("http.port", "0");
        config.put("profiles.dir", changedProfiles().toString());
        config.put("llm.base.url", smallUrl);
        config.put("llm.model", "small");
        config.put("llm.engines", "large");
        config.put("llm.large.base.url", largeUrl);
        config.put("llm.large.model", "large");
        config.put(
                "prices.file",
                Files.writeString(folder.resolve("prices.yaml"), PRICES).toString());
        if (!variant.cached()) {
            config.put("cache.memory.bytes", "0");
        }
        return ProcessorConfig.of(config);
    }

    private Path changedProfiles() throws IOException {
        Path changed = folder.resolve("profiles");
        try (Stream<Path> files = Files.walk(profiles)) {
            for (Path file : files.toList()) {
                Path copy = changed.resolve(profiles.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else if (file.endsWith("profile.yaml")) {
                    Files.writeString(copy, variant.applyTo(Files.readString(file)));
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        return changed;
    }
}
