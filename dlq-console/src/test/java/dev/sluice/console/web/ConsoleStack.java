package dev.sluice.console.web;

import dev.sluice.console.ConsoleApp;
import dev.sluice.console.ConsoleSettings;
import dev.sluice.console.auth.Role;
import dev.sluice.console.auth.UserAdmin;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.BulkRun;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.DocumentProperties;
import dev.sluice.schemas.avro.OriginalEncoding;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.cluster.CommittedRecords;
import dev.sluice.schemas.registry.AvroSerdes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.awaitility.Awaitility;

/** A console with an account of each role, on the broker and the registry of all tests with empty topics. */
public final class ConsoleStack implements AutoCloseable {
    static final String PASSWORD = "correct horse battery";
    private static final int PARTITIONS = 2;

    public final ConsoleApp app;
    final UserAdmin users;
    final String viewerToken;
    public final String reviewerToken;
    final String operatorToken;
    /** Of an operator who sees only this tenant's documents. */
    final String acmeToken;

    private final List<ConsoleApp> replicas = new ArrayList<>();
    private final Map<String, String> values = new HashMap<>();
    private final Path folder;
    private final Cluster cluster;
    private final AvroSerdes serdes;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Serializer<DeadLetter> letters;

    private ConsoleStack(Cluster cluster, Path folder, Duration undo) throws IOException {
        this.folder = folder;
        this.cluster = cluster;
        this.serdes = cluster.serdes();
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        cluster.broker().bootstrapServers(),
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        Topic.MAX_MESSAGE_BYTES),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.letters = serdes.serializer();
        Path file = folder.resolve("users");
        this.users = new UserAdmin(file, new SecureRandom());
        for (Role role : Role.values()) {
            users.putUser(role.id(), role, PASSWORD, Optional.empty(), Optional.empty());
        }
        users.putUser("acme", Role.OPERATOR, PASSWORD, Optional.empty(), Optional.of(Set.of("acme")));
        users.putUser("invoices", Role.OPERATOR, PASSWORD, Optional.of(Set.of("invoice")), Optional.empty());
        this.acmeToken = users.putToken("acme-bot", Role.OPERATOR, Optional.empty(), Optional.of(Set.of("acme")));
        users.putUser("second", Role.REVIEWER, PASSWORD, Optional.empty(), Optional.empty());
        this.viewerToken = users.putToken("viewer-bot", Role.VIEWER, Optional.empty(), Optional.empty());
        this.reviewerToken = users.putToken("reviewer-bot", Role.REVIEWER, Optional.empty(), Optional.empty());
        this.operatorToken = users.putToken("operator-bot", Role.OPERATOR, Optional.empty(), Optional.empty());
        values.putAll(cluster.surroundings());
        values.put("console.application.id", cluster.applicationId("sluice-console"));
        values.put("console.users.file", file.toString());
        values.put("console.session.key", "one key for all replicas of this test");
        values.put("console.port", "0");
        values.put("console.undo.ms", Long.toString(undo.toMillis()));
        this.app = replica();
    }

    /** Starts one more replica, as a balancer without affinity could lead to. */
    ConsoleApp replica() throws IOException {
        Map<String, String> its = new HashMap<>(values);
        its.put("console.state.dir", folder.resolve("state-" + replicas.size()).toString());
        ConsoleApp replica = ConsoleApp.open(ConsoleSettings.of(its));
        replicas.add(replica);
        replica.start();
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(replica::isReady);
        return replica;
    }

    public static ConsoleStack start(Cluster cluster, Path folder, Duration undo) throws IOException {
        return new ConsoleStack(cluster.emptied(PARTITIONS), folder, undo);
    }

    /** Has the pipeline give a document up. */
    void hold(DeadLetter letter) {
        produce(Topic.DEAD_LETTER, letter.getDocumentId(), letters, letter);
    }

    /** Has somebody send a document to be enriched. */
    public void raw(String id, String text, String profile) {
        raw(
                id,
                RawDocument.newBuilder()
                        .setContent(text)
                        .setMediaType("text/plain")
                        .setProfile(profile)
                        .build());
    }

    /** The same with whatever it may have. */
    public void raw(String id, RawDocument document) {
        tell(Topic.RAW, id, document);
    }

    /** What a processor would tell. */
    <T extends SpecificRecord> void tell(Topic topic, String key, T value) {
        try (Serializer<T> serializer = serdes.serializer()) {
            produce(topic, key, serializer, value);
        }
    }

    /** Where a processor finds the broker and the registry, and what its group is called. */
    public Map<String, String> surroundings() {
        Map<String, String> config = new HashMap<>(cluster.surroundings());
        config.put("application.id", cluster.applicationId("sluice"));
        return config;
    }

    /** The original of a document, as the pipeline keeps it. */
    DeadLetter withOriginal(DeadLetter letter, byte[] content, String mediaType) {
        try (Serializer<RawDocument> documents = serdes.serializer()) {
            RawDocument document = RawDocument.newBuilder()
                    .setContent(ByteBuffer.wrap(content))
                    .setMediaType(mediaType)
                    .build();
            return DeadLetter.newBuilder(letter)
                    .setOriginalValue(ByteBuffer.wrap(documents.serialize(Topic.RAW.topicName(), document)))
                    .setOriginalEncoding(OriginalEncoding.IDENTITY)
                    .setProperties(
                            DocumentProperties.newBuilder(letter.getProperties().orElseThrow())
                                    .setMediaType(mediaType)
                                    .build())
                    .build();
        }
    }

    /** Has a replica that is not there any more tell of a bulk action. */
    void tell(BulkRun run) {
        try (Serializer<BulkRun> runs = serdes.serializer()) {
            produce(Topic.REVIEW_RUNS, run.getRunId(), runs, run);
        }
    }

    private <T> void produce(Topic topic, String key, Serializer<T> serializer, T value) {
        String name = topic.topicName();
        try {
            producer.send(new ProducerRecord<>(
                            name, key.getBytes(StandardCharsets.UTF_8), serializer.serialize(name, value)))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused a record", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** All committed records of a document on a topic. */
    public <T extends SpecificRecord> List<T> records(Topic topic, Class<T> type, String documentId) {
        return new CommittedRecords(cluster.broker().bootstrapServers(), serdes).of(topic, type, documentId);
    }

    @Override
    public void close() {
        replicas.forEach(ConsoleApp::close);
        producer.close();
        letters.close();
    }
}
