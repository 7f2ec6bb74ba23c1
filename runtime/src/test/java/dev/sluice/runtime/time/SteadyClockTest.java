package dev.sluice.runtime.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

final class SteadyClockTest {
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    private final MutableClock system = MutableClock.of(NOON, ZoneOffset.UTC);
    private long nanos = Long.MAX_VALUE - 5;
    private final SteadyClock clock = new SteadyClock(system, () -> nanos);

    @Test
    void goesOnAtHalfSpeedWhenTheSystemsIsPutBackUntilThatHasCaughtUp() {
        system.add(Duration.ofMinutes(-10));
        assertThat(clock.instant()).isEqualTo(NOON);
        pass(Duration.ofMinutes(8));
        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofMinutes(4)));
        pass(Duration.ofMinutes(11));
        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofSeconds(570)));
        pass(Duration.ofMinutes(1));
        assertThat(clock.instant())
                .as("20 minutes after it was put back by 10")
                .isEqualTo(NOON.plus(Duration.ofMinutes(10)))
                .isEqualTo(system.instant());
        pass(Duration.ofMinutes(1));
        assertThat(clock.instant()).isEqualTo(system.instant());
    }

    @Test
    void followsTheSystemsForwardAtOnce() {
        system.add(Duration.ofHours(3));
        nanos++;
        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofHours(3)));
    }

    @Test
    void showsWhatTheSystemsShows() {
        pass(Duration.ofMillis(1));
        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(1));
    }

    private void pass(Duration time) {
        system.add(time);
        nanos += time.toNanos();
    }
}
