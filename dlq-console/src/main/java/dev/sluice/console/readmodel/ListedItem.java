package dev.sluice.console.readmodel;

import dev.sluice.console.review.ItemRef;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Lease;
import dev.sluice.schemas.avro.ReviewState;
import java.time.Instant;
import java.util.Optional;

/**
 * What a list shows of an item; each part as {@link dev.sluice.schemas.avro.ReviewItem} has it.
 *
 * @param decidedBy who made the decision that waits or took effect
 */
public record ListedItem(
        String documentId,
        long version,
        ReviewState state,
        DeadLetterReason reason,
        String stage,
        Optional<String> profile,
        Optional<String> tenant,
        Optional<String> label,
        Optional<Double> confidence,
        String preview,
        Instant arrivedAt,
        Instant queuedAt,
        Instant updatedAt,
        Optional<Lease> lease,
        Optional<String> decidedBy,
        int redriveCount,
        boolean audit) {

    /** What a command about it names. */
    public ItemRef ref() {
        return new ItemRef(documentId, version);
    }
}
