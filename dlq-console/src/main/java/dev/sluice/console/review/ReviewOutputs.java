package dev.sluice.console.review;

import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.AuditEvent;
import dev.sluice.schemas.avro.Correction;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.avro.OutcomeCount;
import dev.sluice.schemas.avro.Redrive;
import dev.sluice.schemas.avro.ReviewCommand;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.registry.AvroSerdes;
import org.apache.kafka.common.serialization.Serializer;

/** The serializers of what the lifecycle writes. */
record ReviewOutputs(
        Serializer<ReviewItem> items,
        Serializer<EnrichedDocument> enriched,
        Serializer<Correction> corrections,
        Serializer<Redrive> redrives,
        Serializer<AuditEvent> audit,
        Serializer<OutcomeCount> counts,
        Serializer<ReviewCommand> commands) {

    /** A redrive is a dead letter of full size and a little more; the margin for key and headers is wide enough for it. */
    private static final int MAX_REDRIVE_BYTES = Topic.MAX_VALUE_BYTES + 64 * 1024;

    static ReviewOutputs of(AvroSerdes serdes) {
        return new ReviewOutputs(
                serdes.serializer(),
                serdes.serializer(),
                serdes.serializer(),
                serdes.serializer(),
                serdes.serializer(),
                serdes.serializer(),
                serdes.serializer());
    }

    /** Whether the topics take it. */
    boolean fits(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Published published ->
                correction(published.correction()).length <= Topic.MAX_VALUE_BYTES
                        && published
                                .document()
                                .map(document -> enriched(document).length <= Topic.MAX_VALUE_BYTES)
                                .orElse(true);
            case Outcome.Redriven redriven -> redrive(redriven.redrive()).length <= MAX_REDRIVE_BYTES;
        };
    }

    byte[] item(ReviewItem item) {
        return items.serialize(Topic.REVIEW_ITEMS.topicName(), item);
    }

    byte[] enriched(EnrichedDocument document) {
        return enriched.serialize(Topic.ENRICHED.topicName(), document);
    }

    byte[] correction(Correction correction) {
        return corrections.serialize(Topic.CORRECTIONS.topicName(), correction);
    }

    byte[] redrive(Redrive redrive) {
        return redrives.serialize(Topic.REDRIVE.topicName(), redrive);
    }

    byte[] audit(AuditEvent event) {
        return audit.serialize(Topic.AUDIT.topicName(), event);
    }

    byte[] count(OutcomeCount count) {
        return counts.serialize(Topic.REVIEW_OUTCOMES.topicName(), count);
    }

    byte[] command(ReviewCommand command) {
        return commands.serialize(Topic.REVIEW_COMMANDS.topicName(), command);
    }
}
