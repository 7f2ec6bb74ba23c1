package dev.sluice.console.review;

import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.ReviewCommand;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Puts commands on their topic. That a command is written says nothing of its outcome, which the item shows by its
 * handled commands. Thread-safe.
 */
public final class CommandWriter implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final Serializer<ReviewCommand> serializer;

    /**
     * @param clientConfig how to reach the brokers; what a safe write depends on is set over it
     * @param serializer closed with the writer
     */
    public CommandWriter(Map<String, Object> clientConfig, Serializer<ReviewCommand> serializer) {
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "sluice-console-commands");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MAX_MESSAGE_BYTES);
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.serializer = serializer;
    }

    /** Completes when the brokers have the command for good, or exceptionally if it is unknown whether they do. */
    public CompletableFuture<Void> write(ReviewCommand command) {
        String topic = Topic.REVIEW_COMMANDS.topicName();
        CompletableFuture<Void> written = new CompletableFuture<>();
        byte[] key = command.getDocumentId().getBytes(StandardCharsets.UTF_8);
        // The callback tells all that the returned future would.
        Future<RecordMetadata> unused = producer.send(
                new ProducerRecord<>(topic, key, serializer.serialize(topic, command)), (metadata, failure) -> {
                    if (failure == null) {
                        written.complete(null);
                    } else {
                        written.completeExceptionally(failure);
                    }
                });
        return written;
    }

    @Override
    public void close() {
        producer.close();
        serializer.close();
    }
}
