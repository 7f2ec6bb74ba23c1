package dev.sluice.benchmarks;

import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.registry.AvroSerdes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/** Produces documents, each with an id of its own. Confined to one thread. */
final class Feed implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final Serializer<RawDocument> serializer;
    private final Queue<Future<?>> sent = new ArrayDeque<>();
    private int count;

    Feed(String bootstrapServers, String registryUrl) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", "0"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        serializer = new AvroSerdes(Map.of("schema.registry.url", registryUrl)).serializer();
    }

    /** Produces one document and gives its id. */
    String produce() {
        String id = "document-" + count++;
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
        requireTaken(false);
        return id;
    }

    /** The documents produced so far. */
    int count() {
        return count;
    }

    /** Waits until the broker has them all: one that it did not take would void the figures. */
    void flush() {
        producer.flush();
        requireTaken(true);
    }

    private void requireTaken(boolean all) {
        while (!sent.isEmpty() && (all || sent.element().isDone())) {
            try {
                sent.remove().get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("the broker refused a document", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
