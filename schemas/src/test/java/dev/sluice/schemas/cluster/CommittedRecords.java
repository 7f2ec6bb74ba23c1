package dev.sluice.schemas.cluster;

import dev.sluice.schemas.Topic;
import dev.sluice.schemas.registry.AvroSerdes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * What a {@code read_committed} reader sees of a topic now, from its beginning. Not for topics with tombstones.
 *
 * @param brokers as clients have it in {@code bootstrap.servers}
 */
public record CommittedRecords(String brokers, AvroSerdes serdes) {
    private static final Duration POLL = Duration.ofMillis(100);

    /** All records of a topic. */
    public <T extends SpecificRecord> List<T> all(Topic topic, Class<T> type) {
        return read(topic, type, record -> true);
    }

    /** The records of a document. */
    public <T extends SpecificRecord> List<T> of(Topic topic, Class<T> type, String documentId) {
        byte[] key = documentId.getBytes(StandardCharsets.UTF_8);
        return read(topic, type, record -> Objects.deepEquals(record.key(), key));
    }

    private <T extends SpecificRecord> List<T> read(
            Topic topic, Class<T> type, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        List<T> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
                Deserializer<T> deserializer = serdes.deserializer(type)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (wanted.test(record)) {
                        found.add(deserializer.deserialize(record.topic(), record.value()));
                    }
                }
            }
        }
        return found;
    }
}
