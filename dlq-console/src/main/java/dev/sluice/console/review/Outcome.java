package dev.sluice.console.review;

import dev.sluice.schemas.avro.Correction;
import dev.sluice.schemas.avro.EnrichedDocument;
import java.util.Optional;

/** What a decision makes leave the console. */
public sealed interface Outcome {

    /**
     * The results are right, as they were or as the person left them.
     *
     * @param document absent where it was published before and nothing changed: an approved audit sample
     * @param correction what can be learned from it
     */
    record Published(Optional<EnrichedDocument> document, Correction correction) implements Outcome {}

    /** It goes back into the pipeline. */
    record Redriven(dev.sluice.schemas.avro.Redrive redrive) implements Outcome {}
}
