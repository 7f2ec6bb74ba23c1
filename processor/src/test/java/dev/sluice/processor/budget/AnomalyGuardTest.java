package dev.sluice.processor.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.budget.AnomalyGuard.Throttled;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

final class AnomalyGuardTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final MutableClock clock = MutableClock.of(Instant.parse("2026-11-20T10:00:20Z"), ZoneOffset.UTC);
    private final AnomalyGuard guard = new AnomalyGuard(new AnomalySettings(10, 50, 1_000), clock, new Random(1));

    @Test
    void holdsBackCallsFarAboveTheUsualRateUntilTheNextMinute() {
        minutes(15, 10, 0);
        assertThat(calls(100)).isEqualTo(100);
        Optional<Throttled> throttled = guard.admit();
        assertThat(throttled).get().satisfies(why -> {
            assertThat(why.why()).contains("100 calls").contains("no more than 100 are usual");
            assertThat(why.retryAfter()).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(70));
        });
        assertThat(guard.last()).isEqualTo(throttled);
        clock.add(MINUTE);
        assertThat(guard.admit()).isEmpty();
    }

    @Test
    void holdsBackCallsWhenTheMoneyRunsFarFasterThanUsual() {
        minutes(15, 10, 500);
        assertThat(calls(5)).isEqualTo(5);
        guard.spent(5_000);
        assertThat(guard.admit()).isEmpty();
        guard.spent(1);
        assertThat(guard.admit())
                .get()
                .satisfies(why -> assertThat(why.why()).contains("0.005001 USD").contains("0.005 USD is usual"));
    }

    @Test
    void saysNothingBeforeItKnowsWhatIsUsual() {
        minutes(8, 1, 0);
        assertThat(calls(5_000)).isEqualTo(5_000);
    }

    @Test
    void theFloorIsNeverTooMuch() {
        minutes(15, 1, 0);
        assertThat(calls(60)).isEqualTo(50);
    }

    @Test
    void quietMinutesAreNotWhatIsUsual() {
        minutes(12, 20, 0);
        clock.add(Duration.ofMinutes(30));
        assertThat(calls(300)).isEqualTo(200);
    }

    @Test
    void aLoadThatStaysHighBecomesUsual() {
        minutes(15, 10, 0);
        int minutes = 0;
        while (calls(1_000) < 1_000) {
            clock.add(MINUTE);
            minutes++;
        }
        assertThat(minutes).isBetween(1, 10);
    }

    @Test
    void whatIsMoreThanAnHourAgoIsForgotten() {
        minutes(15, 10, 0);
        clock.add(Duration.ofMinutes(61));
        assertThat(calls(5_000)).as("as at the start").isEqualTo(5_000);
    }

    @Test
    void doesNothingWhenItIsOff() {
        AnomalyGuard off = new AnomalyGuard(AnomalySettings.OFF, clock, new Random(1));
        for (int i = 0; i < 10_000; i++) {
            assertThat(off.admit()).isEmpty();
        }
    }

    private void minutes(int count, int calls, long micros) {
        for (int i = 0; i < count; i++) {
            assertThat(calls(calls)).isEqualTo(calls);
            guard.spent(micros);
            clock.add(MINUTE);
        }
    }

    /** How many of so many calls may be made. */
    private int calls(int wanted) {
        int made = 0;
        for (int i = 0; i < wanted; i++) {
            made += guard.admit().isEmpty() ? 1 : 0;
        }
        return made;
    }
}
