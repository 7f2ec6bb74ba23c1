package dev.sluice.processor.resilience;

import java.time.Duration;

/**
 * When a model is left alone.
 *
 * @param window over which failures are counted; whole seconds count
 * @param minCalls the fewest calls in it to judge by
 * @param failurePercent the share of them that failed, 1 to 100, from which on it is left alone
 * @param open how long then, about
 * @param stop how long when the account is used up or the configuration is wrong
 */
public record CircuitSettings(Duration window, int minCalls, int failurePercent, Duration open, Duration stop) {

    /** Half of at least 5 calls within 10 s; 10 s, and 60 s. */
    public static final CircuitSettings DEFAULTS =
            new CircuitSettings(Duration.ofSeconds(10), 5, 50, Duration.ofSeconds(10), Duration.ofSeconds(60));
}
