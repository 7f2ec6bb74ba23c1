package dev.sluice.devstack.llm.answer;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A passage that is something.
 *
 * @param value normalised: ISO dates, plain decimals
 * @param unit the currency of an amount, ISO 4217
 * @param start where the passage begins in the document, in chars
 * @param end where it ends, exclusive
 * @param clarity how sure it is, 0 to 1
 */
record Hit(Kind kind, String value, @Nullable String unit, int start, int end, double clarity) {
    static final Comparator<Hit> BY_POSITION = Comparator.comparingInt(Hit::start);

    static Hit of(Kind kind, String value, int start, int end, double clarity) {
        return new Hit(kind, value, null, start, end, clarity);
    }

    boolean overlaps(Hit other) {
        return start < other.end && other.start < end;
    }
}
