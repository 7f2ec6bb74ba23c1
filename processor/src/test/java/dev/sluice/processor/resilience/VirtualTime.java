package dev.sluice.processor.resilience;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Time that goes on only when somebody waits or is told so. For one thread. */
final class VirtualTime extends Clock implements Sleeper {
    private Instant now = Instant.parse("2026-11-29T12:00:00Z");
    private final List<Duration> waits = new ArrayList<>();

    @Override
    public void sleep(Duration time) {
        waits.add(time);
        pass(time);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    void at(Instant instant) {
        now = instant;
    }

    /** Every wait so far. */
    List<Duration> waits() {
        return waits;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
