package dev.sluice.processor.extract;

import dev.sluice.schemas.avro.EntityType;
import java.util.Optional;

/**
 * A place in the normalised text that names something.
 *
 * @param value normalised as entities are: an ISO 8601 date, a plain decimal, else the name
 * @param unit an amount's currency
 * @param role what part the named one has in the letter
 * @param start inclusive
 * @param end exclusive
 * @param confidence 0 to 1, by the strength of the pattern that found it
 */
record Mention(EntityType type, String value, Optional<String> unit, Role role, int start, int end, double confidence) {

    /** The finders stop at so many mentions of a type; a document with more is a list, not a letter. */
    static final int MOST = 2_000;

    /** Who wrote the letter, who gets it, or neither. */
    enum Role {
        AUTHOR,
        ADDRESSEE,
        NONE
    }

    static Mention of(EntityType type, String value, int start, int end, double confidence) {
        return new Mention(type, value, Optional.empty(), Role.NONE, start, end, confidence);
    }

    int length() {
        return end - start;
    }
}
