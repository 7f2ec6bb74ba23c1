package dev.sluice.quickstart.tail;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.quickstart.connect.Connection;
import dev.sluice.quickstart.tail.Outcome.DeadLettered;
import dev.sluice.quickstart.tail.Outcome.Enriched;
import dev.sluice.quickstart.tail.Outcome.Place;
import dev.sluice.quickstart.tail.Outcome.Unreadable;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.registry.AvroSerdes;
import dev.sluice.schemas.registry.UndecodableRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** The committed outcomes from a place on, partition by partition in their order. Not thread-safe. */
public final class OutcomeFeed implements AutoCloseable {
    private final Consumer<byte[], byte[]> consumer;
    private final Deserializer<EnrichedDocument> enriched;
    private final Deserializer<DeadLetter> deadLetters;

    private OutcomeFeed(Consumer<byte[], byte[]> consumer, AvroSerdes serdes) {
        this.consumer = consumer;
        this.enriched = serdes.deserializer(EnrichedDocument.class);
        this.deadLetters = serdes.deserializer(DeadLetter.class);
    }

    /** Those from the first that is kept on. */
    public static OutcomeFeed fromBeginning(Connection connection, Set<Topic> topics) {
        OutcomeFeed feed = open(connection, topics);
        feed.consumer.seekToBeginning(feed.consumer.assignment());
        return feed;
    }

    /** Those that are committed after this returned. */
    public static OutcomeFeed fromNow(Connection connection, Set<Topic> topics) {
        OutcomeFeed feed = open(connection, topics);
        feed.consumer.seekToEnd(feed.consumer.assignment());
        // Seeking is done at the next poll: only asking for the position fixes it now.
        feed.consumer.assignment().forEach(feed.consumer::position);
        return feed;
    }

    private static OutcomeFeed open(Connection connection, Set<Topic> topics) {
        connection.requireTopics(topics);
        AvroSerdes serdes = connection.serdes();
        Consumer<byte[], byte[]> consumer = connection.consumer();
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic topic : topics) {
            consumer.partitionsFor(topic.topicName())
                    .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
        }
        consumer.assign(partitions);
        return new OutcomeFeed(consumer, serdes);
    }

    /**
     * The next ones; none if none came in time.
     *
     * @throws dev.sluice.schemas.registry.RegistryUnavailableException when the registry does not tell a schema
     */
    public List<Outcome> poll(Duration patience) {
        List<Outcome> outcomes = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
            outcomes.add(read(record));
        }
        return outcomes;
    }

    /** Where the partitions end now, for {@link #isPast}. */
    public Map<TopicPartition, Long> ends() {
        return new HashMap<>(consumer.endOffsets(consumer.assignment()));
    }

    /** Whether everything before these ends was read. */
    public boolean isPast(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    @Override
    public void close() {
        consumer.close();
        enriched.close();
        deadLetters.close();
    }

    private Outcome read(ConsumerRecord<byte[], byte[]> record) {
        Place place = new Place(record.topic(), record.partition(), record.offset(), record.timestamp());
        try {
            if (record.topic().equals(Topic.ENRICHED.topicName())) {
                EnrichedDocument document = enriched.deserialize(record.topic(), record.value());
                return document == null ? empty(place, record.key()) : new Enriched(place, document);
            }
            DeadLetter letter = deadLetters.deserialize(record.topic(), record.value());
            return letter == null ? empty(place, record.key()) : new DeadLettered(place, letter);
        } catch (UndecodableRecordException e) {
            return new Unreadable(place, id(record.key()), String.valueOf(e.getMessage()));
        }
    }

    private static Outcome empty(Place place, byte @Nullable [] key) {
        return new Unreadable(place, id(key), "The record has no value.");
    }

    private static String id(byte @Nullable [] key) {
        return key == null ? "" : new String(key, UTF_8);
    }
}
