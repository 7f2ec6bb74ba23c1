package dev.sluice.processor.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.budget.Ledger.Outcome;
import dev.sluice.processor.budget.Ledger.Refused;
import dev.sluice.processor.budget.Ledger.Reservation;
import dev.sluice.processor.budget.Ledger.Reserved;
import dev.sluice.runtime.control.SettingKeys.Window;
import dev.sluice.runtime.control.Subject.OfTenant;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class LedgerTest {
    private static final BudgetKey HOUR = new BudgetKey(Optional.empty(), Window.HOUR);
    private static final BudgetKey DAY = new BudgetKey(Optional.empty(), Window.DAY);
    private static final BudgetKey ACME = new BudgetKey(Optional.of(new OfTenant("acme")), Window.HOUR);
    private static final BudgetKey OTHER = new BudgetKey(Optional.of(new OfTenant("other")), Window.HOUR);

    private final Map<BudgetKey, Long> limits = new HashMap<>(Map.of(HOUR, 100L));
    private Instant now = Instant.parse("2026-11-20T10:15:00Z");
    private int instances = 1;
    private final Ledger ledger = new Ledger(
            key -> limits.containsKey(key) ? OptionalLong.of(limits.get(key)) : OptionalLong.empty(), () -> instances);

    @Test
    void refusesWhatDoesNotFitAndSaysWhich() {
        reserve(60);
        assertThat(ledger.reserve(List.of(HOUR), 41, now)).isEqualTo(new Refused(HOUR, 100, 60));
        assertThat(ledger.room(HOUR, now)).isZero();
        assertThat(ledger.firstFull(List.of(DAY, HOUR), now)).contains(HOUR);
        reserve(40);
    }

    @Test
    void takesNothingFromTheOtherBudgetsOfACallThatOneRefuses() {
        limits.put(ACME, 10L);
        assertThat(ledger.reserve(List.of(HOUR, ACME), 11, now)).isInstanceOf(Refused.class);
        reserve(100);
    }

    @Test
    void aTenantOverItsQuotaDoesNotHoldTheOthersUp() {
        limits.put(ACME, 10L);
        limits.put(OTHER, 10L);
        assertThat(ledger.reserve(List.of(HOUR, ACME), 10, now)).isInstanceOf(Reserved.class);
        assertThat(ledger.reserve(List.of(HOUR, ACME), 1, now)).isInstanceOf(Refused.class);
        assertThat(ledger.reserve(List.of(HOUR, OTHER), 10, now)).isInstanceOf(Reserved.class);
        assertThat(ledger.firstFull(List.of(HOUR, OTHER), now)).isEmpty();
    }

    @Test
    void aCallThatCostsNothingAlwaysHasRoom() {
        limits.put(HOUR, 0L);
        assertThat(ledger.reserve(List.of(HOUR), 1, now)).isInstanceOf(Refused.class);
        reserve(0);
    }

    @Test
    void whatWasReservedTooMuchIsGivenBack() {
        Reservation reservation = reserve(90);
        assertThat(ledger.reserve(List.of(HOUR), 20, now)).isInstanceOf(Refused.class);
        reservation.settle(30);
        assertThat(ledger.room(HOUR, now)).isEqualTo(3);
        reserve(70);
        assertThat(ledger.reserve(List.of(HOUR), 1, now)).isInstanceOf(Refused.class);
    }

    @Test
    void aRaiseFreesAtOnce() {
        reserve(100);
        assertThat(ledger.reserve(List.of(HOUR), 10, now)).isInstanceOf(Refused.class);
        limits.put(HOUR, 125L);
        assertThat(ledger.room(HOUR, now)).isEqualTo(2);
        limits.remove(HOUR);
        assertThat(ledger.room(HOUR, now)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aNewHourBeginsWithNothingSpentAndTheDayGoesOn() {
        limits.put(DAY, 150L);
        Reservation early = ((Reserved) ledger.reserve(List.of(HOUR, DAY), 100, now)).reservation();
        assertThat(ledger.reserve(List.of(HOUR, DAY), 60, now)).isInstanceOf(Refused.class);
        now = Instant.parse("2026-11-20T11:00:00Z");
        early.settle(100);
        assertThat(ledger.room(HOUR, now)).isEqualTo(1);
        assertThat(ledger.reserve(List.of(HOUR, DAY), 60, now))
                .as("the call of the hour before counts in the day")
                .isEqualTo(new Refused(DAY, 150, 100));
        assertThat(ledger.reserve(List.of(HOUR, DAY), 50, now)).isInstanceOf(Reserved.class);
    }

    @Test
    void whatOthersSpentCountsAsSoonAsItIsSeen() {
        ledger.see(HOUR, HOUR.start(now), 70, 0, now);
        assertThat(ledger.reserve(List.of(HOUR), 31, now)).isEqualTo(new Refused(HOUR, 100, 70));
        reserve(30);
    }

    @Test
    void ownCallsThatAreInTheSumsDoNotCountTwice() {
        reserve(60).settle(60);
        ledger.see(HOUR, HOUR.start(now), 60, 60, now);
        reserve(40);
        assertThat(ledger.reserve(List.of(HOUR), 1, now)).isInstanceOf(Refused.class);
    }

    @Test
    void oneOfTwoTakesItsShareOfWhatIsLeftAndMoreWhenTheOtherWasSeenToTakeNothing() {
        instances = 2;
        reserve(50).settle(50);
        assertThat(ledger.reserve(List.of(HOUR), 1, now)).isInstanceOf(Refused.class);

        ledger.see(HOUR, HOUR.start(now), 50, 50, now);
        assertThat(ledger.reserve(List.of(HOUR), 1, now))
                .as("the other may not have seen it yet")
                .isInstanceOf(Refused.class);
        now = now.plus(Ledger.SETTLING);
        reserve(25).settle(25);
        assertThat(ledger.reserve(List.of(HOUR), 1, now)).isInstanceOf(Refused.class);
        ledger.see(HOUR, HOUR.start(now), 75, 75, now);
        now = now.plus(Ledger.SETTLING);
        reserve(12);
    }

    @Test
    void aBudgetOfWhichOneHasUsedItsShareIsNotFullYet() {
        instances = 2;
        reserve(50);
        assertThat(ledger.reserve(List.of(HOUR), 10, now)).isInstanceOf(Refused.class);
        assertThat(ledger.status(HOUR, now).orElseThrow().full()).isFalse();

        ledger.see(HOUR, HOUR.start(now), 40, 0, now);
        assertThat(ledger.status(HOUR, now).orElseThrow().full()).isTrue();
    }

    @Test
    void forgetsWindowsThatAreLongOver() {
        reserve(10);
        now = now.plus(Duration.ofDays(3));
        reserve(10);
        assertThat(ledger.known(now)).containsExactly(HOUR);
        ledger.see(HOUR, Instant.parse("2026-11-20T10:00:00Z"), 99, 0, now);
        assertThat(ledger.status(HOUR, now).orElseThrow().used()).isEqualTo(10);
    }

    private Reservation reserve(long amount) {
        Outcome outcome = ledger.reserve(List.of(HOUR), amount, now);
        assertThat(outcome).isInstanceOf(Reserved.class);
        return ((Reserved) outcome).reservation();
    }
}
