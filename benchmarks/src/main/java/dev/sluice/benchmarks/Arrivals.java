package dev.sluice.benchmarks;

import dev.sluice.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** When each outcome became readable to a {@code read_committed} reader, by document id. */
final class Arrivals implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Long> nanos = new HashMap<>();
    private int deadLetters;
    private int records;

    Arrivals(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "enable.auto.commit", "false",
                        "auto.offset.reset", "earliest",
                        "isolation.level", "read_committed",
                        "fetch.max.wait.ms", "5"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(Topic.ENRICHED, Topic.DEAD_LETTER)
                .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads for a moment. */
    void poll() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
            records++;
            nanos.put(new String(record.key(), StandardCharsets.UTF_8), System.nanoTime());
            if (record.topic().equals(Topic.DEAD_LETTER.topicName())) {
                deadLetters++;
            }
        }
    }

    /** Documents with an outcome. */
    int count() {
        return nanos.size();
    }

    /** Outcomes: more than there are documents if one has two. */
    int records() {
        return records;
    }

    int deadLetters() {
        return deadLetters;
    }

    long nanosOf(String id) {
        Long arrived = nanos.get(id);
        if (arrived == null) {
            throw new IllegalStateException("document " + id + " has no outcome yet");
        }
        return arrived;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
