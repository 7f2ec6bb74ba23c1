package dev.sluice.console.review;

import dev.sluice.schemas.avro.AuditEvent;
import dev.sluice.schemas.avro.ReviewItem;
import java.util.List;
import java.util.Optional;

/** What an event leads to. All of it is to be done in one transaction. */
public sealed interface Reaction {

    /** Nothing, and nobody need know. */
    record Ignored() implements Reaction {}

    /** Nothing, but it is put on record. */
    record Noted(AuditEvent event) implements Reaction {}

    /**
     * The item becomes this.
     *
     * @param outcome what leaves the console; at most one for each decision
     */
    record Kept(ReviewItem item, Optional<Outcome> outcome, List<AuditEvent> events) implements Reaction {
        public Kept {
            events = List.copyOf(events);
        }
    }

    /** The item is forgotten. */
    record Removed(AuditEvent event) implements Reaction {}
}
