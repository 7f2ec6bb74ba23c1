package dev.sluice.runtime.time;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * A clock that never goes back. It shows what the system's clock shows; when that is put back, it goes on at half speed until
 * the other has caught up. So whatever waits for a time waits at most twice as long, instead of as long as the clock was put
 * back. A clock that is put forward it follows at once. Thread-safe.
 */
public final class SteadyClock extends Clock {
    private static final int SLOWED = 2;

    private final Clock system;
    private final LongSupplier nanos;
    private final AtomicReference<Shown> last;

    private record Shown(Instant time, long nanos) {}

    /**
     * @param system can jump
     * @param nanos elapse steadily, from any origin, such as {@link System#nanoTime()}
     */
    public SteadyClock(Clock system, LongSupplier nanos) {
        this.system = system;
        this.nanos = nanos;
        this.last = new AtomicReference<>(new Shown(system.instant(), nanos.getAsLong()));
    }

    /** By the system's clock. */
    public static SteadyClock system() {
        return new SteadyClock(Clock.systemUTC(), System::nanoTime);
    }

    @Override
    public Instant instant() {
        long elapsed = nanos.getAsLong();
        Instant now = system.instant();
        return last.updateAndGet(before -> next(before, now, elapsed)).time();
    }

    private static Shown next(Shown before, Instant now, long nanos) {
        long passed = nanos - before.nanos();
        if (passed <= 0) {
            // Another thread looked later and was here first.
            return before;
        }
        Instant atLeast = before.time().plusNanos(passed / SLOWED);
        return new Shown(now.isBefore(atLeast) ? atLeast : now, nanos);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** @throws UnsupportedOperationException always: times are kept and compared in UTC */
    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("only UTC");
    }
}
