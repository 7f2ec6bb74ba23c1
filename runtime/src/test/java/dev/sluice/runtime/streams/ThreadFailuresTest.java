package dev.sluice.runtime.streams;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.registry.RegistryUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class ThreadFailuresTest {
    private final MovingClock clock = new MovingClock();
    private final ThreadFailures failures = new ThreadFailures(clock);

    @Test
    void endsTheInstanceWhenMemoryRanOut() {
        assertThat(failures.handle(new OutOfMemoryError("simulated"))).isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void endsTheInstanceWhenThreadsDieAgainAndAgain() {
        for (int i = 0; i < 5; i++) {
            assertThat(failures.handle(new IllegalStateException("simulated"))).isEqualTo(REPLACE_THREAD);
        }
        assertThat(failures.handle(new IllegalStateException("simulated"))).isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void waitsAsLongAsTheRegistryIsDown() {
        Throwable outage = new IllegalStateException(new RegistryUnavailableException("simulated"));
        for (int i = 0; i < 50; i++) {
            assertThat(failures.handle(outage)).isEqualTo(REPLACE_THREAD);
        }
    }

    @Test
    void replacesThreadsThatDieNowAndThen() {
        for (int i = 0; i < 20; i++) {
            assertThat(failures.handle(new IllegalStateException("simulated"))).isEqualTo(REPLACE_THREAD);
            clock.now = clock.now.plus(Duration.ofMinutes(2));
        }
    }

    private static final class MovingClock extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
