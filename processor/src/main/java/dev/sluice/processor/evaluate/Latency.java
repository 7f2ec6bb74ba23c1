package dev.sluice.processor.evaluate;

import java.time.Duration;
import java.util.List;

/**
 * How long a document took from its text to the gate, waits for a provider included; zero without documents.
 *
 * @param median by nearest rank
 * @param p95 the time that 95 of 100 documents stayed within, by nearest rank
 */
public record Latency(Duration median, Duration p95) {

    static Latency of(List<Duration> times) {
        List<Duration> sorted = times.stream().sorted().toList();
        return new Latency(rank(sorted, 0.50), rank(sorted, 0.95));
    }

    private static Duration rank(List<Duration> sorted, double share) {
        return sorted.isEmpty() ? Duration.ZERO : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
