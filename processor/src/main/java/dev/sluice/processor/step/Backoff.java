package dev.sluice.processor.step;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a document waits before it is tried again: exponentially longer with each retry, with jitter, so that a
 * backlog does not come back all at once. Thread-safe.
 */
public final class Backoff {
    private static final double MULTIPLIER = 2;
    private static final double RANDOMIZATION = 0.5;

    private final IntervalFunction intervals;
    private final Clock clock;

    /**
     * @param initial the first wait, above 0
     * @param longest the longest wait, not below the first
     */
    public Backoff(Duration initial, Duration longest, Clock clock) {
        this.intervals = IntervalFunction.ofExponentialRandomBackoff(initial, MULTIPLIER, RANDOMIZATION, longest);
        this.clock = clock;
    }

    /**
     * When to try again.
     *
     * @param retries the retries so far, from 0
     * @param atLeast how long the other side asked to wait
     */
    public Instant next(int retries, Optional<Duration> atLeast) {
        Duration wait = Duration.ofMillis(intervals.apply(retries + 1));
        Duration asked = atLeast.orElse(Duration.ZERO);
        // What was asked is a minimum for everybody who was turned away: the jitter goes on top.
        return clock.instant().plus(asked).plus(asked.isZero() ? wait : wait.dividedBy(4));
    }
}
