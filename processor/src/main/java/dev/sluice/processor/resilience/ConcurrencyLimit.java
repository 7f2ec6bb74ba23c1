package dev.sluice.processor.resilience;

import dev.sluice.processor.llm.CallPermits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many calls to one model may be in flight, by how it takes them: more while latency is steady and they are used, fewer
 * when it refuses calls or when latency rises. Judges about once a second, or when as many calls as may be in flight have
 * been answered. Thread-safe.
 *
 * <p>Latency is judged by its median in proportion to what it was lately, for each kind of call on its own: documents differ, so
 * the shortest is no measure, and a fixed number of milliseconds is none for models.
 */
final class ConcurrencyLimit {
    static final int START = 64;
    static final int RESTART = 8;

    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final int FEWEST_SAMPLES = 5;
    private static final double AFTER_REFUSAL = 0.7;
    private static final double AFTER_RISE = 0.9;
    private static final double GROWTH = 1;
    /** Latency may have risen for our own sake, as while the JVM warms up, and it shows soon if it rises again. */
    private static final double GROWTH_AFTER_RISE = 0.25;

    private static final double GROWTH_AFTER_REFUSAL = 0.05;
    private static final double STEADY = 1.3;
    private static final double RISEN = 2;

    private final CallPermits permits;
    private final int most;
    private final Clock clock;
    private final Map<String, LatencyBaseline> baselines = new HashMap<>();
    private final List<Double> ratios = new ArrayList<>();
    private volatile int limit;
    private int lastSteady;
    private int mostInUse;
    private double growth = GROWTH;
    private Instant windowStart;
    private Instant lastCut = Instant.MIN;

    /** @param most the most there may ever be, at least 1 */
    ConcurrencyLimit(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
        this.limit = Math.min(START, most);
        this.lastSteady = limit;
        this.permits = new CallPermits(limit);
        this.windowStart = clock.instant();
    }

    /** What calls need; how many there are changes with the limit. */
    CallPermits permits() {
        return permits;
    }

    /** The most calls in flight at present. */
    int limit() {
        return limit;
    }

    /**
     * A call was answered; before it is released.
     *
     * @param kind of calls that take about equally long
     */
    synchronized void answered(String kind, Instant startedAt, Duration latency) {
        mostInUse = Math.max(mostInUse, limit - permits.free());
        if (!startedAt.isBefore(lastCut)) {
            ratios.add(baselines
                    .computeIfAbsent(kind, ignored -> new LatencyBaseline())
                    .ratio(latency));
        }
        boolean isOver = ratios.size() >= limit || !clock.instant().isBefore(windowStart.plus(WINDOW));
        if (isOver && ratios.size() >= FEWEST_SAMPLES) {
            judge();
        }
    }

    /** A call was refused because there were too many; one that began before the last cut says nothing new. */
    synchronized void throttled(Instant startedAt) {
        if (!startedAt.isBefore(lastCut)) {
            growth = GROWTH_AFTER_REFUSAL;
            cut((int) (limit * AFTER_REFUSAL));
            lastSteady = limit;
        }
    }

    /** Begins small again, as after an outage, so that what piled up does not come at once. */
    synchronized void restart() {
        growth = GROWTH;
        lastCut = clock.instant();
        lastSteady = Math.min(RESTART, most);
        change(lastSteady);
    }

    private void judge() {
        double typical =
                ratios.stream().sorted().skip(ratios.size() / 2).findFirst().orElseThrow();
        baselines.values().forEach(LatencyBaseline::adapt);
        if (typical > RISEN) {
            growth = Math.min(growth, GROWTH_AFTER_RISE);
            // No further than to half: it may be the documents that have become longer.
            cut(Math.max((int) (limit * AFTER_RISE), (lastSteady + 1) / 2));
        } else if (typical <= STEADY) {
            boolean used = mostInUse * 2 >= limit;
            change(used ? limit + Math.max(1, (int) (limit * growth)) : limit);
            lastSteady = limit;
        } else {
            change(limit);
        }
    }

    private void cut(int lower) {
        lastCut = clock.instant();
        change(Math.min(lower, limit));
    }

    private void change(int wanted) {
        int changed = Math.clamp(wanted, 1, most);
        permits.change(changed - limit);
        limit = changed;
        ratios.clear();
        mostInUse = 0;
        windowStart = clock.instant();
    }
}
