package dev.sluice.processor;

import dev.sluice.devstack.Broker;
import dev.sluice.devstack.Registry;
import dev.sluice.devstack.Servers;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.TopicLayout;
import dev.sluice.schemas.TopicProvisioner;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.registry.AvroSerdes;
import dev.sluice.schemas.registry.SchemaRegistrar;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** A real broker and a real registry with the topics and the contracts, for one test class. */
final class Stack implements AutoCloseable {
    final Broker broker;
    final Registry registry;
    private final Path folder;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Serializer<RawDocument> serializer;

    private Stack(Path folder, Broker broker, Registry registry) {
        this.folder = folder;
        this.broker = broker;
        this.registry = registry;
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

    static Stack start(Path folder, int partitions) {
        Servers servers = Servers.start(folder);
        Registry registry = servers.registry();
        Broker broker = servers.broker();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                SchemaRegistrar registrar = new SchemaRegistrar(Map.of("schema.registry.url", registry.url()))) {
            new TopicProvisioner(admin, new TopicLayout(Optional.of(partitions), Optional.empty())).provision();
            registrar.registerAll();
        }
        return new Stack(folder, broker, registry);
    }

    AvroSerdes serdes() {
        return new AvroSerdes(Map.of("schema.registry.url", registry.url()));
    }

    /** The configuration of an instance on this stack; instances of one name share their state folder. */
    Map<String, String> config(String instance) {
        Map<String, String> values = new HashMap<>();
        values.put("kafka.bootstrap.servers", broker.bootstrapServers());
        values.put("schema.registry.url", registry.url());
        values.put("state.dir", folder.resolve("state-" + instance).toString());
        values.put("http.port", "0");
        values.put("retry.backoff.ms", "200");
        values.put("retry.backoff.max.ms", "1000");
        // Rebalances at the pace of a test: a cluster would not evict an instance after six seconds.
        values.put("kafka.session.timeout.ms", "6000");
        values.put("kafka.heartbeat.interval.ms", "1000");
        return values;
    }

    /** Produces a document and waits until the broker has it. */
    RecordMetadata produce(String id, RawDocument document) {
        return produce(record(id, document));
    }

    RecordMetadata produceText(String id, String text) {
        return produce(
                id,
                RawDocument.newBuilder()
                        .setContent(text)
                        .setMediaType("text/plain")
                        .build());
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
        try {
            return producer.send(record).get();
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
        broker.close();
        registry.close();
    }
}
