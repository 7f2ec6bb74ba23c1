package dev.sluice.processor.cache;

import java.util.Optional;

/**
 * What came of asking a model.
 *
 * @param answer what is to be kept; absent if the answers would not do
 */
public record Asked<R>(R result, Optional<CachedAnswer> answer) {

    /** Asks. */
    @FunctionalInterface
    public interface Source<R> {
        Asked<R> ask() throws InterruptedException;
    }
}
