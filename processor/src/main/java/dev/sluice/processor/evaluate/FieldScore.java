package dev.sluice.processor.evaluate;

import java.util.OptionalDouble;

/**
 * How well a field was found, over all documents that say what it should be.
 *
 * @param right values as expected
 * @param wrong values other than the expected one: each is both one too many and one missed
 * @param spurious values where none was expected
 * @param missing no value where one was expected
 */
public record FieldScore(int right, int wrong, int spurious, int missing) {
    static final FieldScore NONE = new FieldScore(0, 0, 0, 0);

    /** The share of the values found that are right; empty if none was found. */
    public OptionalDouble precision() {
        return share(right, right + wrong + spurious);
    }

    /** The share of the values expected that were found; empty if none was expected. */
    public OptionalDouble recall() {
        return share(right, right + wrong + missing);
    }

    /** The harmonic mean of both; empty if no value was expected or found. */
    public OptionalDouble f1() {
        return share(2 * right, 2 * right + 2 * wrong + spurious + missing);
    }

    FieldScore plus(FieldScore other) {
        return new FieldScore(
                right + other.right, wrong + other.wrong, spurious + other.spurious, missing + other.missing);
    }

    private static OptionalDouble share(int part, int whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }
}
