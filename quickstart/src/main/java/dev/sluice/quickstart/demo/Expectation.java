package dev.sluice.quickstart.demo;

import dev.sluice.quickstart.tail.Outcome;
import dev.sluice.quickstart.tail.Outcome.DeadLettered;
import dev.sluice.quickstart.tail.Outcome.Unreadable;
import java.util.Optional;

/** What a sample document is to become. */
sealed interface Expectation {

    /** What became of a document, in these terms. */
    static Optional<Expectation> of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Enriched enriched ->
                Optional.of(new Enriched(
                        enriched.document().getClassification().getLabel(),
                        enriched.document().getProfile()));
            case DeadLettered letter ->
                Optional.of(new DeadLetter(
                        letter.letter().getReason().name(), letter.letter().getProfile()));
            case Unreadable unreadable -> Optional.empty();
        };
    }

    /** With this label, by this profile. */
    record Enriched(String label, String profile) implements Expectation {
        @Override
        public String toString() {
            return "enriched as " + label + " by the profile " + profile;
        }
    }

    /** For this reason; by this profile, if one could be chosen before. */
    record DeadLetter(String reason, Optional<String> profile) implements Expectation {
        @Override
        public String toString() {
            return "a dead letter for " + reason
                    + profile.map(name -> " by the profile " + name).orElse("");
        }
    }
}
