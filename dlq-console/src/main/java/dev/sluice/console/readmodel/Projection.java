package dev.sluice.console.readmodel;

import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.registry.UndecodableRecordException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what the consumer read into one file: a batch and its offsets in one transaction, so that the file is always
 * the state of some moment. For one thread.
 */
final class Projection {
    private static final Logger log = LoggerFactory.getLogger(Projection.class);
    /** Kafka keeps a record without a value for a day; whoever read nothing for longer may have missed that one is gone. */
    private static final Duration LONGEST_ABSENCE = Duration.ofHours(12);

    private static final Duration HEARTBEAT = Duration.ofMinutes(5);
    private static final String READ_AT = "read_at";
    private static final String TOPIC_ID = "topic_id";

    private final IndexFile file;
    private final Deserializer<ReviewItem> deserializer;
    private final Clock clock;
    private final ItemWriter writer;
    private long sequence;
    private Instant readAt = Instant.EPOCH;

    Projection(IndexFile file, Deserializer<ReviewItem> deserializer, Clock clock) throws SQLException {
        this.file = file;
        this.deserializer = deserializer;
        this.clock = clock;
        this.writer = new ItemWriter(file.writer());
        // Begins with the time, so that a file that was made anew counts on from its predecessor's numbers.
        this.sequence = Math.max(file.read(reader -> new ItemQueries(reader).lastSequence()), clock.millis() * 1000);
    }

    /** Whether the file can be read on from where it is, as far as it tells. */
    static boolean isUsable(IndexFile file, String topicId, Instant now) throws SQLException {
        Optional<String> id = file.read(reader -> new ItemQueries(reader).fact(TOPIC_ID));
        Optional<Instant> readAt =
                file.read(reader -> new ItemQueries(reader).fact(READ_AT)).map(Instant::parse);
        return id.equals(Optional.of(topicId))
                && readAt.filter(at -> at.isAfter(now.minus(LONGEST_ABSENCE))).isPresent();
    }

    /** Marks a new file as one of this topic. */
    void begin(String topicId) throws SQLException {
        writer.fact(TOPIC_ID, topicId);
        commit();
    }

    Map<Integer, Long> positions() throws SQLException {
        return file.read(reader -> new ItemQueries(reader).positions());
    }

    /** Takes a batch in; the ids of what changed. */
    Set<String> apply(ConsumerRecords<byte[], byte[]> records, Map<TopicPartition, Long> next) throws SQLException {
        Set<String> changed = new LinkedHashSet<>();
        try {
            for (ConsumerRecord<byte[], byte[]> each : records) {
                if (each.key() != null) {
                    apply(each, new String(each.key(), StandardCharsets.UTF_8));
                    changed.add(new String(each.key(), StandardCharsets.UTF_8));
                }
            }
            for (Map.Entry<TopicPartition, Long> position : next.entrySet()) {
                writer.position(position.getKey().partition(), position.getValue());
            }
            commit();
            return changed;
        } catch (SQLException | RuntimeException e) {
            file.writer().rollback();
            throw e;
        }
    }

    /** Notes now and then that nothing was missed. */
    void idle() throws SQLException {
        if (clock.instant().isAfter(readAt.plus(HEARTBEAT))) {
            commit();
        }
    }

    private void commit() throws SQLException {
        readAt = clock.instant();
        writer.fact(READ_AT, readAt.toString());
        file.writer().commit();
    }

    private void apply(ConsumerRecord<byte[], byte[]> each, String documentId) throws SQLException {
        if (each.value() == null) {
            writer.remove(documentId);
            return;
        }
        try {
            writer.put(deserializer.deserialize(Topic.REVIEW_ITEMS.topicName(), each.value()), ++sequence);
        } catch (UndecodableRecordException e) {
            log.error(
                    "The item at {}-{} offset {} cannot be read and is left out: {}",
                    each.topic(),
                    each.partition(),
                    each.offset(),
                    e.getMessage());
        }
    }
}
