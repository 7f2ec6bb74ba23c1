package dev.sluice.console;

import static org.awaitility.Awaitility.await;

import dev.sluice.console.review.CommandWriter;
import dev.sluice.console.review.ReviewSettings;
import dev.sluice.console.review.ReviewStreams;
import dev.sluice.devstack.Broker;
import dev.sluice.devstack.Registry;
import dev.sluice.devstack.Servers;
import dev.sluice.profile.LiveProfiles;
import dev.sluice.profile.ProfileLoader;
import dev.sluice.runtime.time.SteadyClock;
import dev.sluice.runtime.trace.Tracing;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.TopicLayout;
import dev.sluice.schemas.TopicProvisioner;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.registry.AvroSerdes;
import dev.sluice.schemas.registry.SchemaRegistrar;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** A real broker and a real registry with topics and contracts, and replicas of the console's lifecycle on them. */
final class ReviewStack implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(60);

    private final Path folder;
    private final Broker broker;
    private final Registry registry;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Serializer<DeadLetter> letters;
    private final List<ReviewStreams> replicas = new ArrayList<>();

    private ReviewStack(Path folder, Broker broker, Registry registry) {
        this.folder = folder;
        this.broker = broker;
        this.registry = registry;
        this.producer = new KafkaProducer<>(clients(), new ByteArraySerializer(), new ByteArraySerializer());
        this.letters = serdes().serializer();
    }

    static ReviewStack start(Path folder) {
        Servers servers = Servers.start(folder);
        Registry registry = servers.registry();
        Broker broker = servers.broker();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                SchemaRegistrar registrar = new SchemaRegistrar(Map.of("schema.registry.url", registry.url()))) {
            new TopicProvisioner(admin, new TopicLayout(Optional.of(2), Optional.empty())).provision();
            registrar.registerAll();
        }
        return new ReviewStack(folder, broker, registry);
    }

    AvroSerdes serdes() {
        return new AvroSerdes(Map.of("schema.registry.url", registry.url()));
    }

    String brokers() {
        return broker.bootstrapServers();
    }

    String registryUrl() {
        return registry.url();
    }

    Map<String, Object> clients() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    CommandWriter commands() {
        return new CommandWriter(clients(), serdes().serializer());
    }

    ConsoleConfig config(String name, ReviewSettings settings) {
        return new ConsoleConfig(
                "console",
                folder.resolve("state-" + name),
                // Rebalances at the pace of a test: a cluster would not evict a replica after six seconds.
                Map.of(
                        "bootstrap.servers", broker.bootstrapServers(),
                        "session.timeout.ms", "6000",
                        "heartbeat.interval.ms", "1000"),
                Map.of("schema.registry.url", registry.url()),
                settings);
    }

    /** Starts a replica with its own state folder, and waits until it works. */
    ReviewStreams replica(String name, Duration undoWindow) {
        ReviewSettings standard = ReviewSettings.STANDARD;
        ReviewSettings settings = new ReviewSettings(
                undoWindow,
                standard.lease(),
                standard.longestLease(),
                standard.redriveCap(),
                standard.itemOriginalBytes(),
                standard.closedRetention());
        ReviewStreams replica = new ReviewStreams(
                config(name, settings).streams(),
                serdes(),
                new LiveProfiles(new ProfileLoader().load()),
                settings,
                item -> {},
                Tracing.off(),
                SteadyClock.system());
        replicas.add(replica);
        replica.start();
        await().atMost(SOON).until(replica::isRunning);
        return replica;
    }

    /** Produces dead letters and waits until the broker has them. */
    void deadLetter(DeadLetter letter) {
        String topic = Topic.DEAD_LETTER.topicName();
        byte[] key = letter.getDocumentId().getBytes(StandardCharsets.UTF_8);
        var unused = producer.send(new ProducerRecord<>(topic, key, letters.serialize(topic, letter)));
        producer.flush();
    }

    /** What a {@code read_committed} reader sees of a topic now, from its beginning. */
    <T extends SpecificRecord> List<T> read(Topic topic, Class<T> type) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                Deserializer<T> deserializer = serdes().deserializer(type)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<T> values = new ArrayList<>();
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> values.add(deserializer.deserialize(record.topic(), record.value())));
            }
            return values;
        }
    }

    @Override
    public void close() {
        replicas.forEach(ReviewStreams::close);
        producer.close();
        letters.close();
        broker.close();
        registry.close();
    }
}
