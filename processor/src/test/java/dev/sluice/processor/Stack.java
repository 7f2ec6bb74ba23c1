package dev.sluice.processor;

import dev.sluice.devstack.Broker;
import dev.sluice.devstack.Registry;
import dev.sluice.runtime.time.SteadyClock;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.registry.AvroSerdes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The broker and the registry of all tests with empty topics, for one test. */
final class Stack implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);

    final Broker broker;
    final Registry registry;
    private final Cluster cluster;
    private final Path folder;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Serializer<RawDocument> serializer;

    private Stack(Path folder, Cluster cluster) {
        this.folder = folder;
        this.cluster = cluster;
        this.broker = cluster.broker();
        this.registry = cluster.registry();
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        Topic.MAX_MESSAGE_BYTES),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.serializer = serdes().serializer();
        // Looked up now, so that documents can be produced while the registry is down.
        serializer.serialize(
                Topic.RAW.topicName(), RawDocument.newBuilder().setContent("").build());
    }

    static Stack start(Cluster cluster, Path folder, int partitions) {
        return new Stack(folder, cluster.emptied(partitions));
    }

    AvroSerdes serdes() {
        return cluster.serdes();
    }

    /** The configuration of an instance on this stack; instances of one name share their state folder. */
    Map<String, String> config(String instance) {
        Map<String, String> values = new HashMap<>(cluster.surroundings());
        values.put("application.id", cluster.applicationId("sluice"));
        values.put("state.dir", folder.resolve("state-" + instance).toString());
        values.put("http.port", "0");
        values.put("retry.backoff.ms", "200");
        values.put("retry.backoff.max.ms", "1000");
        return values;
    }

    /** Starts an instance in this JVM and waits until it works. */
    static ProcessorApp processor(Map<String, String> config) throws IOException, InterruptedException {
        return processor(config, SteadyClock.system());
    }

    /** The same by another clock. */
    static ProcessorApp processor(Map<String, String> config, Clock clock) throws IOException, InterruptedException {
        ProcessorApp app = new ProcessorApp(ProcessorConfig.of(config), clock);
        try {
            app.start();
            Awaitility.await().atMost(START).until(app::isReady);
            return app;
        } catch (InterruptedException | RuntimeException failure) {
            app.close();
            throw failure;
        }
    }

    /** Produces a document and waits until the broker has it. */
    RecordMetadata produce(String id, RawDocument document) {
        return produce(record(id, document));
    }

    RecordMetadata produceText(String id, String text) {
        return produce(id, textDocument(text));
    }

    /** Produces texts by their ids, and waits until the broker has them all. */
    void produceTexts(List<Map.Entry<String, String>> texts) {
        texts.stream()
                .map(each -> producer.send(record(each.getKey(), textDocument(each.getValue()))))
                .toList()
                .forEach(Stack::await);
    }

    private static RawDocument textDocument(String text) {
        return RawDocument.newBuilder()
                .setContent(text)
                .setMediaType("text/plain")
                .build();
    }

    /** Produces any bytes. */
    RecordMetadata produce(byte @Nullable [] key, byte @Nullable [] value) {
        return produce(Topic.RAW, key, value);
    }

    /** Produces any bytes to any topic. */
    RecordMetadata produce(Topic topic, byte @Nullable [] key, byte @Nullable [] value) {
        return produce(new ProducerRecord<>(topic.topicName(), key, value));
    }

    /** A record of a document, to be produced by {@link #produce(ProducerRecord)}. */
    ProducerRecord<byte[], byte[]> record(String id, RawDocument document) {
        String topic = Topic.RAW.topicName();
        return new ProducerRecord<>(topic, id.getBytes(StandardCharsets.UTF_8), serializer.serialize(topic, document));
    }

    /** Produces a record and waits until the broker has it. */
    RecordMetadata produce(ProducerRecord<byte[], byte[]> record) {
        return await(producer.send(record));
    }

    private static RecordMetadata await(Future<RecordMetadata> produced) {
        try {
            return produced.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused a record", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What became of the documents so far and from here on. */
    Outcomes outcomes() {
        return new Outcomes(broker.bootstrapServers(), serdes());
    }

    @Override
    public void close() {
        producer.close();
        serializer.close();
    }
}
