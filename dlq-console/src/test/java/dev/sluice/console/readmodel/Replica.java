package dev.sluice.console.readmodel;

import dev.sluice.console.review.ItemSamples;
import dev.sluice.console.review.Letters;
import dev.sluice.console.review.StoredRecords;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.AuditEvent;
import dev.sluice.schemas.avro.OutcomeCount;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.avro.Spend;
import dev.sluice.schemas.registry.AvroSerdes;
import dev.sluice.schemas.versions.StoreCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A read model without a broker: what would come from it is handed in. */
public final class Replica implements AutoCloseable {
    public static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    static final Viewer ADA = Viewer.unrestricted("ada");
    static final ItemFilter PENDING = ItemFilter.of(Tab.PENDING);

    private static final StoreCodec<ReviewItem> ITEMS = StoreCodec.of(ReviewItem.class);
    private static final StoreCodec<AuditEvent> AUDIT = StoreCodec.of(AuditEvent.class);
    private static final StoreCodec<Spend> SPEND = StoreCodec.of(Spend.class);
    private static final StoreCodec<OutcomeCount> OUTCOMES = StoreCodec.of(OutcomeCount.class);

    private final ReadModel model;
    private final IndexFile file;
    private final Projection projection;
    private long offset;

    public Replica(Path path) throws Exception {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        this.model =
                new ReadModel(path, Map.of(), new AvroSerdes(Map.of("schema.registry.url", "http://unused")), clock);
        this.file = IndexFile.open(path).orElseThrow();
        FollowedTopics topics = new FollowedTopics(
                StoredRecords.deserializer(ReviewItem.class),
                StoredRecords.deserializer(AuditEvent.class),
                StoredRecords.deserializer(OutcomeCount.class),
                StoredRecords.deserializer(Spend.class));
        this.projection = new Projection(file, topics, clock);
    }

    public ReadModel model() {
        return model;
    }

    IndexFile file() {
        return file;
    }

    Projection projection() {
        return projection;
    }

    public void write(ReviewItem... items) throws SQLException {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (ReviewItem item : items) {
            records.add(record(Topic.REVIEW_ITEMS, item.getDocumentId(), ITEMS.encode(item)));
        }
        apply(Topic.REVIEW_ITEMS, records);
    }

    public void forget(String documentId) throws SQLException {
        apply(Topic.REVIEW_ITEMS, List.of(record(Topic.REVIEW_ITEMS, documentId, null)));
    }

    void write(AuditEvent event) throws SQLException {
        apply(Topic.AUDIT, List.of(record(Topic.AUDIT, event.getDocumentId(), AUDIT.encode(event))));
    }

    void write(String key, Optional<OutcomeCount> count) throws SQLException {
        byte[] value = count.map(OUTCOMES::encode).orElse(null);
        apply(Topic.REVIEW_OUTCOMES, List.of(record(Topic.REVIEW_OUTCOMES, key, value)));
    }

    void write(Spend spend) throws SQLException {
        String key = String.join(
                "/",
                spend.getWindow().name(),
                spend.getStart().toString(),
                spend.getSubject().name(),
                spend.getName());
        apply(Topic.SPEND, List.of(record(Topic.SPEND, key, SPEND.encode(spend))));
    }

    Set<String> writeRubbish(Topic topic) throws SQLException {
        return apply(topic, List.of(record(topic, "rubbish", new byte[] {1, 2, 3})));
    }

    public static ReviewItem item(String id, long offset) {
        return ItemSamples.of(Letters.held(id, offset).build());
    }

    @Override
    public void close() {
        file.close();
        model.close();
    }

    private Set<String> apply(Topic topic, List<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
        TopicPartition partition = new TopicPartition(topic.topicName(), 0);
        return projection.apply(new ConsumerRecords<>(Map.of(partition, records), Map.of()), Map.of(partition, offset));
    }

    private ConsumerRecord<byte[], byte[]> record(Topic topic, String key, byte @Nullable [] value) {
        return new ConsumerRecord<>(topic.topicName(), 0, offset++, key.getBytes(StandardCharsets.UTF_8), value);
    }
}
