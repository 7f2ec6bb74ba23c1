package dev.sluice.benchmarks;

import java.time.Duration;
import java.util.Locale;

/**
 * What a number of instances did together.
 *
 * @param event how it came to this number
 * @param joined from that until as many calls were in flight as these instances may make
 * @param pause the longest time therein without any outcome
 * @param instances at work
 * @param inFlight the most calls in flight that were seen
 * @param callsPerSecond since
 * @param documentsPerSecond since; they took more calls before, as those that were begun then end now
 * @param ofLimit calls a second in proportion to what so many calls in flight can be
 */
record ScalingMeasurement(
        String event,
        Duration joined,
        Duration pause,
        int instances,
        int inFlight,
        double callsPerSecond,
        double documentsPerSecond,
        double ofLimit) {
    static final String HEAD = """
            | event | instances | calls in flight | calls/s | of the limit | documents/s | at full speed after s | longest pause s |
            |---|--:|--:|--:|--:|--:|--:|--:|
            """;

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %.0f | %.0f %% | %.1f | %.1f | %.1f |",
                event,
                instances,
                inFlight,
                callsPerSecond,
                100 * ofLimit,
                documentsPerSecond,
                joined.toMillis() / 1e3,
                pause.toMillis() / 1e3);
    }
}
