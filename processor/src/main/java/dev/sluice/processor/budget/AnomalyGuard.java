package dev.sluice.processor.budget;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Notices when this process suddenly calls, or spends, many times as much in a minute as it did on the mean of the last hour,
 * and has further calls wait for the next minute. Minutes without calls are left out of the mean, and it says nothing before
 * ten with some. As the calls that it lets through count, a load that stays high is the mean after some minutes. Thread-safe.
 */
public final class AnomalyGuard {
    private static final int MINUTES = 60;
    private static final int ENOUGH_MINUTES = 10;
    /** Those that wait come back over half a minute, not all at its beginning. */
    private static final Duration SPREAD = Duration.ofSeconds(30);

    private final AnomalySettings settings;
    private final Clock clock;
    private final RandomGenerator random;
    private final long[] calls = new long[MINUTES + 1];
    private final long[] micros = new long[MINUTES + 1];
    private long minute;
    private long mostCalls = Long.MAX_VALUE;
    private long mostMicros = Long.MAX_VALUE;
    private Optional<Throttled> last = Optional.empty();

    /**
     * That calls had to wait.
     *
     * @param at when last
     * @param why the figures, for people
     * @param retryAfter when to try again
     */
    public record Throttled(Instant at, String why, Duration retryAfter) {}

    public AnomalyGuard(AnomalySettings settings, Clock clock, RandomGenerator random) {
        this.settings = settings;
        this.clock = clock;
        this.random = random;
    }

    /** Counts a call that is about to be made; or says that it has to wait. */
    synchronized Optional<Throttled> admit() {
        if (settings.factor() == 0) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        int slot = slot(now);
        if (calls[slot] < mostCalls && micros[slot] <= mostMicros) {
            calls[slot]++;
            return Optional.empty();
        }
        String why = calls[slot] >= mostCalls
                ? calls[slot] + " calls were made this minute, and no more than " + mostCalls + " are usual"
                : "calls of this minute cost " + Money.text(micros[slot]) + ", and no more than "
                        + Money.text(mostMicros) + " is usual";
        Instant next = now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        Duration wait = Duration.between(now, next).plusMillis(random.nextLong(SPREAD.toMillis()));
        last = Optional.of(new Throttled(now, why, wait));
        return last;
    }

    /** Counts what a call cost that has ended. */
    synchronized void spent(long cost) {
        if (settings.factor() != 0) {
            micros[slot(clock.instant())] += cost;
        }
    }

    /** The last time that a call had to wait. */
    public synchronized Optional<Throttled> last() {
        return last;
    }

    private int slot(Instant now) {
        long current = Math.floorDiv(now.getEpochSecond(), 60);
        if (current > minute) {
            begin(current);
        }
        // A clock that was set back counts on in the minute that it had reached.
        return (int) (minute % calls.length);
    }

    private void begin(long current) {
        for (long each = Math.max(minute + 1, current - MINUTES); each <= current; each++) {
            int slot = (int) (each % calls.length);
            calls[slot] = 0;
            micros[slot] = 0;
        }
        minute = current;
        int busy = 0;
        long allCalls = 0;
        long allMicros = 0;
        for (int slot = 0; slot < calls.length; slot++) {
            busy += calls[slot] > 0 ? 1 : 0;
            allCalls += calls[slot];
            allMicros += micros[slot];
        }
        boolean known = busy >= ENOUGH_MINUTES;
        mostCalls = known ? Math.max(settings.floorCalls(), times(allCalls, busy)) : Long.MAX_VALUE;
        mostMicros = known ? Math.max(settings.floorMicros(), times(allMicros, busy)) : Long.MAX_VALUE;
    }

    private long times(long sum, int minutes) {
        return (long) (settings.factor() * sum / minutes);
    }
}
