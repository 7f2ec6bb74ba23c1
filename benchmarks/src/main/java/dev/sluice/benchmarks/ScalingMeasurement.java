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
 * @param perSecond documents a second since
 * @param ofOne the same in proportion to the first measurement
 */
record ScalingMeasurement(
        String event, Duration joined, Duration pause, int instances, int inFlight, double perSecond, double ofOne) {
    static final String HEAD = """
            | event | instances | calls in flight | documents/s | of one | at full speed after s | longest pause s |
            |---|--:|--:|--:|--:|--:|--:|
            """;

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %.1f | %.2f | %.1f | %.1f |",
                event,
                instances,
                inFlight,
                perSecond,
                ofOne,
                joined.toMillis() / 1e3,
                pause.toMillis() / 1e3);
    }
}
