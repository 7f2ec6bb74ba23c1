package dev.sluice.devstack.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private final AtomicLong now = new AtomicLong();

    private RateLimits limits(int requests, int tokens) {
        return RateLimits.of(
                SimulatedLlmSettings.builder()
                        .requestsPerMinute(requests)
                        .tokensPerMinute(tokens)
                        .build(),
                now::get);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void refillsSteadily() {
        RateLimits limits = limits(60, 0);
        for (int i = 0; i < 60; i++) {
            assertThat(limits.take(10)).isEmpty();
        }
        assertThat(limits.take(10)).hasValueSatisfying(reached -> {
            assertThat(reached.what()).isEqualTo("requests");
            assertThat(reached.pause()).isEqualTo(Duration.ofSeconds(1));
        });
        pass(Duration.ofSeconds(1));
        assertThat(limits.take(10)).isEmpty();
        assertThat(limits.take(10)).isPresent();
    }

    @Test
    void countsTokens() {
        RateLimits limits = limits(0, 6_000);
        assertThat(limits.take(5_000)).isEmpty();
        assertThat(limits.take(2_000)).hasValueSatisfying(reached -> {
            assertThat(reached.what()).isEqualTo("tokens");
            assertThat(reached.pause()).isEqualTo(Duration.ofSeconds(10));
        });
        assertThat(limits.take(1_000)).isEmpty();
    }

    @Test
    void letsThroughWhatIsLargerThanTheLimitOnceItIsFull() {
        RateLimits limits = limits(0, 600);
        assertThat(limits.take(5_000)).isEmpty();
        assertThat(limits.take(5_000)).isPresent();
        pass(Duration.ofMinutes(1));
        assertThat(limits.take(5_000)).isEmpty();
    }

    @Test
    void tellsWhatIsLeftInHeaders() {
        RateLimits limits = limits(60, 60_000);
        assertThat(limits.take(1_500)).isEmpty();
        assertThat(limits.headers())
                .containsEntry("x-ratelimit-limit-requests", "60")
                .containsEntry("x-ratelimit-remaining-requests", "59")
                .containsEntry("x-ratelimit-reset-requests", "1s")
                .containsEntry("x-ratelimit-limit-tokens", "60000")
                .containsEntry("x-ratelimit-remaining-tokens", "58500")
                .containsEntry("x-ratelimit-reset-tokens", "1.5s");
        assertThat(limits(0, 0).headers()).isEmpty();
    }
}
