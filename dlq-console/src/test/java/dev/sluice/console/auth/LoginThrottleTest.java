package dev.sluice.console.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

final class LoginThrottleTest {
    private final MutableClock clock = MutableClock.of(Instant.parse("2026-11-20T08:00:00Z"), ZoneOffset.UTC);
    private final LoginThrottle throttle = new LoginThrottle(clock);

    @Test
    void makesTheSixthTryWaitAndEachFurtherOneTwiceAsLong() {
        fail(5, "ada", "10.0.0.1");
        assertThat(throttle.begin("ada", "10.0.0.1")).contains(Duration.ofSeconds(2));

        clock.add(Duration.ofSeconds(2));
        fail(1, "ada", "10.0.0.1");
        assertThat(throttle.begin("ada", "10.0.0.1")).contains(Duration.ofSeconds(4));
    }

    @Test
    void countsTriesWhoseOutcomeIsNotKnownYet() {
        for (int i = 0; i < 5; i++) {
            assertThat(throttle.begin("ada", "10.0.0.1")).isEmpty();
        }

        assertThat(throttle.begin("ada", "10.0.0.1")).isPresent();
    }

    @Test
    void doesNotHoldUpAnAddressFromWhichManyLogInWell() {
        for (int i = 0; i < 100; i++) {
            assertThat(throttle.begin("user" + i, "10.0.0.1")).isEmpty();
            throttle.succeeded("user" + i, "10.0.0.1");
        }
    }

    @Test
    void takesNamesOfOtherCaseForTheSame() {
        fail(5, "Ada", "10.0.0.1");

        assertThat(throttle.begin("aDA", "10.0.0.1")).isPresent();
    }

    @Test
    void slowsAnAddressThatTriesManyNames() {
        for (int i = 0; i < 30; i++) {
            fail(1, "user" + i, "10.0.0.1");
        }

        assertThat(throttle.begin("another", "10.0.0.1")).isPresent();
    }

    @Test
    void doesNotHoldUpTheSamePersonElsewhere() {
        fail(20, "ada", "10.0.0.1");

        assertThat(throttle.begin("ada", "10.0.0.2")).isEmpty();
    }

    @Test
    void letsTryAgainWhenTheWaitIsOver() {
        fail(5, "ada", "10.0.0.1");

        clock.add(Duration.ofSeconds(3));

        assertThat(throttle.begin("ada", "10.0.0.1")).isEmpty();
    }

    @Test
    void forgetsFailuresAfterASuccess() {
        fail(4, "ada", "10.0.0.1");
        throttle.succeeded("ada", "10.0.0.1");
        fail(1, "ada", "10.0.0.1");

        assertThat(throttle.begin("ada", "10.0.0.1")).isEmpty();
    }

    private void fail(int times, String name, String address) {
        for (int i = 0; i < times; i++) {
            throttle.begin(name, address);
        }
    }
}
