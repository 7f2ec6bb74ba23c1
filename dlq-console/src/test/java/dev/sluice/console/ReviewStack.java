package dev.sluice.console;

import static org.awaitility.Awaitility.await;

import dev.sluice.console.review.CommandWriter;
import dev.sluice.console.review.ReviewSettings;
import dev.sluice.console.review.ReviewStreams;
import dev.sluice.profile.LiveProfiles;
import dev.sluice.profile.ProfileLoader;
import dev.sluice.runtime.time.SteadyClock;
import dev.sluice.runtime.trace.Tracing;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.cluster.CommittedRecords;
import dev.sluice.schemas.registry.AvroSerdes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/** Replicas of the console's lifecycle, on the broker and the registry of all tests with empty topics. */
final class ReviewStack implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(60);
    private static final int PARTITIONS = 2;

    private final Path folder;
    private final Cluster cluster;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Serializer<DeadLetter> letters;
    private final List<ReviewStreams> replicas = new ArrayList<>();

    private ReviewStack(Cluster cluster, Path folder) {
        this.folder = folder;
        this.cluster = cluster;
        this.producer = new KafkaProducer<>(clients(), new ByteArraySerializer(), new ByteArraySerializer());
        this.letters = serdes().serializer();
    }

    static ReviewStack start(Cluster cluster, Path folder) {
        return new ReviewStack(cluster.emptied(PARTITIONS), folder);
    }

    AvroSerdes serdes() {
        return cluster.serdes();
    }

    Map<String, Object> clients() {
        return cluster.clients();
    }

    /** The configuration of a replica in a process of its own, as far as it is about broker and registry. */
    Map<String, String> surroundings() {
        Map<String, String> values = new HashMap<>(cluster.surroundings());
        values.put("console.application.id", applicationId());
        return values;
    }

    CommandWriter commands() {
        return new CommandWriter(clients(), serdes().serializer());
    }

    ConsoleConfig config(String name, ReviewSettings settings) {
        return new ConsoleConfig(
                applicationId(),
                folder.resolve("state-" + name),
                // Rebalances at the pace of a test: a cluster would not evict a replica after six seconds.
                Map.of(
                        "bootstrap.servers", cluster.broker().bootstrapServers(),
                        "session.timeout.ms", "6000",
                        "heartbeat.interval.ms", "1000"),
                cluster.registrySettings(),
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
        return new CommittedRecords(cluster.broker().bootstrapServers(), serdes()).all(topic, type);
    }

    @Override
    public void close() {
        replicas.forEach(ReviewStreams::close);
        producer.close();
        letters.close();
    }

    private String applicationId() {
        return cluster.applicationId("sluice-console");
    }
}
