package dev.sluice.processor;

import static org.awaitility.Awaitility.await;

import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.avro.LlmUsage;
import dev.sluice.schemas.registry.AvroSerdes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** What a {@code read_committed} reader sees of the published topics, from their beginning. */
final class Outcomes implements AutoCloseable {
    /** A published record with its value as its contract has it. */
    record Published<T>(ConsumerRecord<byte[], byte[]> record, T value) {}

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Deserializer<EnrichedDocument> enrichedDeserializer;
    private final Deserializer<DeadLetter> deadLetterDeserializer;
    private final Deserializer<LlmUsage> usageDeserializer;
    private final List<Published<EnrichedDocument>> enriched = new ArrayList<>();
    private final List<Published<DeadLetter>> deadLetters = new ArrayList<>();
    private final List<Published<LlmUsage>> usage = new ArrayList<>();

    Outcomes(String bootstrapServers, AvroSerdes serdes) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "group.id", "outcomes-" + UUID.randomUUID(),
                        "enable.auto.commit", "false",
                        "auto.offset.reset", "earliest",
                        "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        enrichedDeserializer = serdes.deserializer(EnrichedDocument.class);
        deadLetterDeserializer = serdes.deserializer(DeadLetter.class);
        usageDeserializer = serdes.deserializer(LlmUsage.class);
        List<TopicPartition> partitions = Stream.of(Topic.ENRICHED, Topic.DEAD_LETTER, Topic.USAGE)
                .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Waits until this many documents have an outcome, then until nothing more comes: one may have two. */
    void awaitCount(int count, Duration atMost) {
        await().atMost(atMost).pollInterval(Duration.ofMillis(10)).until(() -> {
            poll(Duration.ofMillis(100));
            return enriched.size() + deadLetters.size() >= count;
        });
        // To the end, and until that moves no more: partitions hear of one commit one after the other.
        Map<TopicPartition, Long> ends;
        do {
            ends = consumer.endOffsets(consumer.assignment());
            pollTo(ends, atMost);
        } while (!consumer.endOffsets(consumer.assignment()).equals(ends));
    }

    private void pollTo(Map<TopicPartition, Long> ends, Duration atMost) {
        await().during(Duration.ofMillis(500))
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    poll(Duration.ofMillis(100));
                    return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
                });
    }

    /** Waits until this document has an outcome. */
    void awaitDocument(String id, Duration atMost) {
        await().atMost(atMost).pollInterval(Duration.ofMillis(10)).until(() -> {
            poll(Duration.ofMillis(100));
            return enriched().stream()
                            .anyMatch(document -> document.getDocumentId().equals(id))
                    || deadLetters().stream()
                            .anyMatch(letter -> letter.getDocumentId().equals(id));
        });
    }

    /** Reads what has come meanwhile. */
    void poll(Duration time) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(time)) {
            String topic = record.topic();
            if (topic.equals(Topic.ENRICHED.topicName())) {
                enriched.add(new Published<>(record, enrichedDeserializer.deserialize(topic, record.value())));
            } else if (topic.equals(Topic.DEAD_LETTER.topicName())) {
                deadLetters.add(new Published<>(record, deadLetterDeserializer.deserialize(topic, record.value())));
            } else {
                usage.add(new Published<>(record, usageDeserializer.deserialize(topic, record.value())));
            }
        }
    }

    List<EnrichedDocument> enriched() {
        return enriched.stream().map(Published::value).toList();
    }

    List<DeadLetter> deadLetters() {
        return deadLetters.stream().map(Published::value).toList();
    }

    List<LlmUsage> usage() {
        return usage.stream().map(Published::value).toList();
    }

    List<Published<DeadLetter>> deadLetterRecords() {
        return List.copyOf(deadLetters);
    }

    List<Published<EnrichedDocument>> enrichedRecords() {
        return List.copyOf(enriched);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
