package dev.sluice.console.readmodel;

import dev.sluice.schemas.Topic;
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
    private static final String TOPIC_IDS = "topic_ids";
    private static final String ITEMS = Topic.REVIEW_ITEMS.topicName();

    private final IndexFile file;
    private final FollowedTopics topics;
    private final Clock clock;
    private final Statements statements;
    private final ItemWriter items;
    private final HistoryWriter history;
    private final OutcomeWriter outcomes;
    private final SpendWriter spend;
    private long sequence;
    private Instant readAt = Instant.EPOCH;

    Projection(IndexFile file, FollowedTopics topics, Clock clock) throws SQLException {
        this.file = file;
        this.topics = topics;
        this.clock = clock;
        this.statements = new Statements(file.writer());
        this.items = new ItemWriter(statements);
        this.history = new HistoryWriter(statements);
        this.outcomes = new OutcomeWriter(statements);
        this.spend = new SpendWriter(statements);
        // Begins with the time, so that a file that was made anew counts on from its predecessor's numbers.
        this.sequence = Math.max(file.read(reader -> new ItemQueries(reader).lastSequence()), clock.millis() * 1000);
    }

    /** Whether the file can be read on from where it is, as far as it tells. */
    static boolean isUsable(IndexFile file, String topicIds, Instant now) throws SQLException {
        Optional<String> id = file.read(reader -> new ItemQueries(reader).fact(TOPIC_IDS));
        Optional<Instant> readAt =
                file.read(reader -> new ItemQueries(reader).fact(READ_AT)).map(Instant::parse);
        return id.equals(Optional.of(topicIds))
                && readAt.filter(at -> at.isAfter(now.minus(LONGEST_ABSENCE))).isPresent();
    }

    /** Marks a new file as one of these topics. */
    void begin(String topicIds) throws SQLException {
        fact(TOPIC_IDS, topicIds);
        commit();
    }

    Map<TopicPartition, Long> positions() throws SQLException {
        return file.read(reader -> new ItemQueries(reader).positions());
    }

    /** Takes a batch in; the ids of the items that changed. */
    Set<String> apply(ConsumerRecords<byte[], byte[]> records, Map<TopicPartition, Long> next) throws SQLException {
        Set<String> changed = new LinkedHashSet<>();
        try {
            for (ConsumerRecord<byte[], byte[]> each : records) {
                if (each.key() != null) {
                    String key = new String(each.key(), StandardCharsets.UTF_8);
                    apply(each, key);
                    if (each.topic().equals(ITEMS)) {
                        changed.add(key);
                    }
                }
            }
            for (Map.Entry<TopicPartition, Long> position : next.entrySet()) {
                statements.update(
                        "INSERT OR REPLACE INTO positions (topic, partition, next_offset) VALUES (?, ?, ?)",
                        position.getKey().topic(),
                        position.getKey().partition(),
                        position.getValue());
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
        fact(READ_AT, readAt.toString());
        file.writer().commit();
    }

    private void fact(String name, String value) throws SQLException {
        statements.update("INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)", name, value);
    }

    private void apply(ConsumerRecord<byte[], byte[]> each, String key) throws SQLException {
        Optional<byte[]> value = Optional.ofNullable(each.value());
        try {
            if (each.topic().equals(ITEMS)) {
                if (value.isPresent()) {
                    items.put(topics.items().deserialize(each.topic(), value.get()), ++sequence);
                } else {
                    items.remove(key);
                }
            } else if (each.topic().equals(Topic.REVIEW_OUTCOMES.topicName())) {
                outcomes.put(key, value.map(bytes -> topics.outcomes().deserialize(each.topic(), bytes)));
            } else if (each.topic().equals(Topic.SPEND.topicName())) {
                spend.put(key, value.map(bytes -> topics.spend().deserialize(each.topic(), bytes)));
            } else if (value.isPresent()) {
                history.put(topics.audit().deserialize(each.topic(), value.get()));
            }
        } catch (UndecodableRecordException e) {
            log.error(
                    "The record at {}-{} offset {} cannot be read and is left out: {}",
                    each.topic(),
                    each.partition(),
                    each.offset(),
                    e.getMessage());
        }
    }
}
