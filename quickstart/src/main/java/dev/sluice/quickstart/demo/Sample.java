package dev.sluice.quickstart.demo;

import dev.sluice.quickstart.tail.Outcome;
import dev.sluice.quickstart.tail.Outcome.DeadLettered;
import dev.sluice.quickstart.tail.Outcome.Enriched;
import dev.sluice.quickstart.tail.Outcome.Unreadable;
import dev.sluice.quickstart.produce.DocumentSender;
import dev.sluice.schemas.avro.RawDocument;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A sample document and what is expected to become of it.
 *
 * @param mediaType as its producer declares it, if it does
 * @param profile as its producer names it, if it does
 */
record Sample(
        String documentId, byte[] content, Optional<String> mediaType, Optional<String> profile, Expectation expected) {

    /** Enriched with this label, or a dead letter for this reason. */
    sealed interface Expectation {
        record Label(String label) implements Expectation {
            @Override
            public String toString() {
                return "enriched as " + label;
            }
        }

        record Reason(String reason) implements Expectation {
            @Override
            public String toString() {
                return "dead letter " + reason;
            }
        }
    }

    /** Sends it as its producer would. */
    void send(DocumentSender sender) {
        RawDocument document = RawDocument.newBuilder()
                .setContent(ByteBuffer.wrap(content))
                .setMediaType(mediaType.orElse(null))
                .setProfile(profile.orElse(null))
                .build();
        sender.send(documentId, document, failure -> {});
    }

    /** What differs from the expectation; empty if nothing does. */
    Optional<String> difference(Outcome outcome) {
        Optional<Expectation> actual =
                switch (outcome) {
                    case Enriched enriched ->
                        Optional.of(new Expectation.Label(
                                enriched.document().getClassification().getLabel()));
                    case DeadLettered letter ->
                        Optional.of(new Expectation.Reason(letter.letter().getReason().name()));
                    case Unreadable unreadable -> Optional.empty();
                };
        if (actual.equals(Optional.of(expected))) {
            return Optional.empty();
        }
        return Optional.of("expected " + expected);
    }
}
