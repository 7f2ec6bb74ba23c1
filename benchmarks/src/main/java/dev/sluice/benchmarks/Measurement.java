package dev.sluice.benchmarks;

import java.util.Locale;

/**
 * What a run of a variant gave.
 *
 * @param perSecond documents a second in the steady state
 * @param cpuMillis processor time of the instance for each document in the steady state, all threads together
 * @param addedP50Millis at a low load, the median time from produced to readable, less the three calls
 * @param addedP99Millis the same at the 99th percentile
 */
record Measurement(Variant variant, double perSecond, double cpuMillis, double addedP50Millis, double addedP99Millis) {
    static final String HEAD = """
            | variant | guarantee | documents/s | of the limit | CPU ms/document | added p50 ms | added p99 ms |
            |---|---|--:|--:|--:|--:|--:|
            """;

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %,.1f | %.0f %% | %.2f | %.0f | %.0f |",
                variant.name(),
                variant.guarantee(),
                perSecond,
                100 * perSecond / variant.limitPerSecond(),
                cpuMillis,
                addedP50Millis,
                addedP99Millis);
    }
}
