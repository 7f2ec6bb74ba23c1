package dev.sluice.console.readmodel;

import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.AuditEvent;
import dev.sluice.schemas.avro.OutcomeCount;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.avro.Spend;
import dev.sluice.schemas.registry.AvroSerdes;
import java.util.List;
import org.apache.kafka.common.serialization.Deserializer;

/** The topics that the file is made of, and how their records are read. */
record FollowedTopics(
        Deserializer<ReviewItem> items,
        Deserializer<AuditEvent> audit,
        Deserializer<OutcomeCount> outcomes,
        Deserializer<Spend> spend)
        implements AutoCloseable {
    /** The first is the one that pages cannot do without. */
    static final List<Topic> TOPICS = List.of(Topic.REVIEW_ITEMS, Topic.AUDIT, Topic.REVIEW_OUTCOMES, Topic.SPEND);

    static FollowedTopics of(AvroSerdes serdes) {
        return new FollowedTopics(
                serdes.deserializer(ReviewItem.class),
                serdes.deserializer(AuditEvent.class),
                serdes.deserializer(OutcomeCount.class),
                serdes.deserializer(Spend.class));
    }

    @Override
    public void close() {
        items.close();
        audit.close();
        outcomes.close();
        spend.close();
    }
}
