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

    /** By Little's law: what is in flight at a stage, by the time of a call; for blocking calls, by the time of all three. */
    double limitPerSecond() {
        double seconds = CALL.toMillis() / 1000.0;
        return isPlain() ? 1 / (STAGES * seconds) : inFlight / seconds;
    }

    /** Until the compiler of a JVM that shares two cores has done its work; blocking calls leave it nothing to do. */
    Duration warmUp() {
        return Duration.ofSeconds(isPlain() ? 15 : 60);
    }

    /** More documents than all stages hold and one poll brings. */
    int backlog() {
        return isPlain() ? 20 : 2 * STAGES * inFlight + 1_000;
    }

    boolean isPlain() {
        return mainClass == PlainTopology.class;
    }
}
