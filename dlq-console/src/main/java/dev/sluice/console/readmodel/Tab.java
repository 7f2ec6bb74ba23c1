package dev.sluice.console.readmodel;

import dev.sluice.schemas.avro.ReviewState;
import java.util.EnumSet;
import java.util.Set;

/** The parts that the queue is shown in. */
public enum Tab {
    /** What waits for a person. */
    PENDING,
    /** What the viewer has claimed or decided and can still undo. */
    MINE,
    /** What can still be undone, by whoever decided. */
    DECIDED,
    /** What is back in the pipeline. */
    REDRIVEN,
    /** What is published. */
    RESOLVED,
    /** What there is nothing to publish of. */
    DISCARDED,
    /** What is out of the queue until somebody takes it up. */
    PARKED,
    /** What a newer version made obsolete. */
    SUPERSEDED,
    /** Everything. */
    ALL;

    /** The states that it shows. */
    public Set<ReviewState> states() {
        return switch (this) {
            case PENDING -> EnumSet.of(ReviewState.PENDING);
            case MINE -> EnumSet.of(ReviewState.PENDING, ReviewState.PARKED, ReviewState.DECIDED);
            case DECIDED -> EnumSet.of(ReviewState.DECIDED);
            case REDRIVEN -> EnumSet.of(ReviewState.REDRIVEN);
            case RESOLVED -> EnumSet.of(ReviewState.RESOLVED);
            case DISCARDED -> EnumSet.of(ReviewState.DISCARDED);
            case PARKED -> EnumSet.of(ReviewState.PARKED);
            case SUPERSEDED -> EnumSet.of(ReviewState.SUPERSEDED);
            case ALL -> EnumSet.allOf(ReviewState.class);
        };
    }
}
