package dev.sluice.quickstart.demo;

import dev.sluice.quickstart.tail.Outcome;
import dev.sluice.schemas.avro.RawDocument;
import java.util.Optional;

/** A sample document and what is expected to become of it. */
record Sample(String documentId, RawDocument document, Expectation expected) {

    /** What was expected, if it is not what came. */
    Optional<String> difference(Outcome outcome) {
        return Expectation.of(outcome).equals(Optional.of(expected))
                ? Optional.empty()
                : Optional.of("expected " + expected);
    }
}
