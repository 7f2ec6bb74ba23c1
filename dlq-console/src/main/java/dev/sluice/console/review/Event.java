package dev.sluice.console.review;

import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.ReviewCommand;
import dev.sluice.schemas.avro.SourceCoordinates;

/** What can happen to a document under review. */
public sealed interface Event {

    /**
     * The pipeline gave it up.
     *
     * @param partition of the topic of dead letters
     * @param offset within the partition
     */
    record Arrived(DeadLetter letter, int partition, long offset) implements Event {}

    /**
     * It was published.
     *
     * @param source the raw record that it was made of
     * @param reviewed whether that was a person's decision, so this topology's own doing
     */
    record Enriched(SourceCoordinates source, boolean reviewed) implements Event {}

    /** Somebody wants something done. */
    record Commanded(ReviewCommand command) implements Event {}

    /** Its time to be forgotten may have come. */
    record Aged() implements Event {}
}
