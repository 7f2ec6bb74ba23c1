package dev.sluice.benchmarks;

import java.time.Duration;

/**
 * One way to process documents, to be measured beside the others.
 *
 * @param name in the table
 * @param mainClass what runs the topology, with the processor's configuration
 * @param inFlight the most calls in flight at each stage
 * @param guarantee the processing guarantee
 */
record Variant(String name, Class<?> mainClass, int inFlight, String guarantee) {
    static final Duration CALL = Duration.ofMillis(500);
    static final int STAGES = 3;
    private static final double SECONDS_OF_LOAD = 16;

    /** By Little's law: what is in flight at a stage, by the time of a call; for blocking calls, by the time of all three. */
    double limitPerSecond() {
        double seconds = CALL.toMillis() / 1000.0;
        return isPlain() ? 1 / (STAGES * seconds) : inFlight / seconds;
    }

    /** Enough documents for a steady state, but not for ages. */
    int documents() {
        return (int) Math.min(Math.max(12, limitPerSecond() * SECONDS_OF_LOAD), 20_000);
    }

    boolean isPlain() {
        return mainClass == PlainTopology.class;
    }
}
