package dev.sluice.processor.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BackoffTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Backoff backoff =
            new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void neverWaitsLessThanTheOtherSideAskedFor() {
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.next(0, Optional.of(Duration.ofMinutes(10))))
                    .isAfterOrEqualTo(NOW.plus(Duration.ofMinutes(10)));
        }
    }

    @Test
    void neverWaitsLongerThanTheLongestWait() {
        for (int retries = 0; retries < 1_000; retries++) {
            assertThat(backoff.next(retries, Optional.empty())).isBetween(NOW, NOW.plus(Duration.ofMinutes(1)));
        }
    }

    @Test
    void waitsLongerWithEachRetry() {
        assertThat(backoff.next(0, Optional.empty())).isBefore(NOW.plus(Duration.ofSeconds(2)));
        assertThat(backoff.next(4, Optional.empty())).isAfter(NOW.plus(Duration.ofSeconds(7)));
    }

    @Test
    void spreadsThoseThatWait() {
        Set<Instant> times = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            times.add(backoff.next(5, Optional.of(Duration.ofSeconds(30))));
        }
        assertThat(times).hasSizeGreaterThan(40);
    }
}
