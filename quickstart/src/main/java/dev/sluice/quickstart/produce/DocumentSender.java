package dev.sluice.quickstart.produce;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.quickstart.connect.Connection;
import dev.sluice.quickstart.terminal.Amounts;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.RawDocument;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Sends raw documents. Each is acknowledged by all replicas and stored once, however often the client has to repeat the
 * request; the order of sending is kept for each id. Thread-safe.
 */
public final class DocumentSender implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final Serializer<RawDocument> serializer;

    private DocumentSender(Producer<byte[], byte[]> producer, Serializer<RawDocument> serializer) {
        this.producer = producer;
        this.serializer = serializer;
    }

    /** Connects to a cluster that has the topic. */
    public static DocumentSender open(Connection connection) {
        connection.requireTopics(Set.of(Topic.RAW));
        return new DocumentSender(connection.producer(), connection.serdes().serializer());
    }

    /**
     * Sends one and returns when it is on its way; waits while much is on its way already.
     *
     * @param outcome told the reason if it was not stored, on another thread or on this
     * @throws dev.sluice.schemas.registry.RegistryUnavailableException if the schema is not registered, or the registry
     *     does not tell
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback is told the same
    public void send(String documentId, RawDocument document, Consumer<Optional<String>> outcome) {
        byte[] value = serializer.serialize(Topic.RAW.topicName(), document);
        if (value.length > Topic.MAX_VALUE_BYTES) {
            outcome.accept(Optional.of(tooLarge(value.length)));
            return;
        }
        producer.send(
                new ProducerRecord<>(Topic.RAW.topicName(), documentId.getBytes(UTF_8), value),
                (stored, failure) -> outcome.accept(Optional.ofNullable(failure).map(DocumentSender::reason)));
    }

    @Override
    public void close() {
        producer.close();
        serializer.close();
    }

    static String tooLarge(long bytes) {
        return "has " + Amounts.bytes(bytes) + ", and " + Topic.RAW.topicName() + " takes "
                + Amounts.bytes(Topic.MAX_VALUE_BYTES) + " at most: split it, or send its text alone";
    }

    private static String reason(Exception failure) {
        return "was not stored: " + failure.getMessage();
    }
}
