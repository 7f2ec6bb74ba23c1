package dev.sluice.processor.resilience;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long calls of one kind take when all is well: follows their median, quickly down and slowly up. Confined to its
 * limit's lock.
 */
final class LatencyBaseline {
    private static final int FEWEST = 3;
    private static final double DOWN = 0.2;
    private static final double UP = 0.02;

    private final List<Long> nanos = new ArrayList<>();
    private double baseline;

    /** Takes a call's latency; gives it in proportion to the usual one. */
    double ratio(Duration latency) {
        long took = Math.max(1, latency.toNanos());
        nanos.add(took);
        return baseline == 0 ? 1 : took / baseline;
    }

    /** Learns from the latencies since the last time. */
    void adapt() {
        if (nanos.size() < FEWEST) {
            return;
        }
        nanos.sort(Long::compareTo);
        double median = nanos.get(nanos.size() / 2);
        double weight = baseline == 0 ? 1 : median < baseline ? DOWN : UP;
        baseline += weight * (median - baseline);
        nanos.clear();
    }
}
