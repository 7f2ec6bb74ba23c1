package dev.sluice.processor.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.budget.Ledger.Reservation;
import dev.sluice.processor.budget.Ledger.Reserved;
import dev.sluice.processor.llm.CallSubject;
import dev.sluice.processor.step.Hold;
import dev.sluice.processor.step.StepResult;
import dev.sluice.processor.step.StepResult.Done;
import dev.sluice.processor.step.StepResult.OnHold;
import dev.sluice.processor.step.StepResult.RetryLater;
import dev.sluice.processor.step.WaitReason;
import dev.sluice.runtime.control.Control;
import dev.sluice.runtime.control.Controls;
import dev.sluice.runtime.control.Setting;
import dev.sluice.runtime.control.SettingKeys.Window;
import dev.sluice.runtime.control.Subject.OfTenant;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.DocumentProperties;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.LlmUsage;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.SourceCoordinates;
import dev.sluice.schemas.avro.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

final class BudgetStepTest {
    private static final Optional<String> ACME = Optional.of("acme");
    private static final CallSubject OF_ACME = new CallSubject("d", ACME, Optional.empty());

    private final MutableClock clock = MutableClock.of(Instant.parse("2026-11-20T10:15:00Z"), ZoneOffset.UTC);
    private final Controls controls = new Controls(clock);
    private final Budgets budgets = new Budgets(
            new BudgetSettings(
                    OptionalLong.of(1_000),
                    OptionalLong.empty(),
                    OptionalLong.of(100),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    0.8,
                    Optional.of("offline")),
            List::of,
            controls,
            "me",
            () -> 1,
            clock);

    @Test
    void documentsOfATenantOverItsQuotaWaitAndOthersDoNot() throws Exception {
        useUp();
        assertThat(later(document("acme"), List.of())).isInstanceOfSatisfying(OnHold.class, held -> {
            assertThat(held.hold().reason()).isEqualTo(WaitReason.TENANT_BUDGET);
            assertThat(held.hold().key()).isEqualTo("budget/tenant/acme/hour");
            assertThat(held.hold().why()).contains("0.0001 USD an hour for tenant acme");
            assertThat(budgets.isBudget(held.hold())).isTrue();
            assertThat(budgets.isInForce(held.hold())).isTrue();
        });
        assertThat(later(document("other"), List.of()))
                .as("it waits for something else")
                .isInstanceOf(RetryLater.class);
    }

    @Test
    void allWaitForTheSame() throws Exception {
        useUp();
        Hold first = holdOf(document("acme"));
        budgets.reserve(OF_ACME, 70, clock.instant());
        assertThat(holdOf(document("acme"))).isEqualTo(first);
    }

    @Test
    void oneThatCouldNotBeDecodedWaitsForTheRegistry() throws Exception {
        useUp();
        Enrichment undecoded =
                Enrichment.newBuilder(document("acme")).setProperties(null).build();
        assertThat(later(undecoded, List.of())).isInstanceOf(RetryLater.class);
    }

    @Test
    void aDocumentThatWaitsAgainDoesNotGrow() throws Exception {
        useUp();
        Enrichment document = document("acme");
        BudgetStep tries = new BudgetStep(
                (before, retries) -> new RetryLater<>(
                        Enrichment.newBuilder(before)
                                .setText("read")
                                .setAttempts(List.of(attempt()))
                                .build(),
                        clock.instant(),
                        "no room",
                        List.of()),
                budgets);
        Enrichment read = ((OnHold<Enrichment, Enrichment>) tries.apply(document, 0)).input();
        assertThat(read.getText()).contains("read");
        Enrichment again = ((OnHold<Enrichment, Enrichment>) tries.apply(read, 0)).input();
        assertThat(again).as("so that it is not stored again").isSameAs(read);
    }

    @Test
    void whatOfflineRulesCouldDoGoesOn() throws Exception {
        useUp();
        assertThat(new BudgetStep((document, retries) -> new Done<>(document, List.of()), budgets)
                        .apply(document("acme"), 0))
                .isInstanceOf(Done.class);
    }

    @Test
    void putsTheNameOfThisProcessOnItsCalls() throws Exception {
        LlmUsage call = LlmUsage.newBuilder()
                .setDocumentId("d")
                .setStage("extract")
                .setEngine("model")
                .setModel("gpt-test")
                .setOutcome(AttemptOutcome.VALID)
                .setUsage(new TokenUsage(1L, 0L, 1L))
                .setDurationMs(1)
                .setCalledAt(clock.instant())
                .build();
        useUp();
        assertThat(later(document("acme"), List.of(call)).usage())
                .singleElement()
                .extracting(LlmUsage::getInstance)
                .isEqualTo("me");
        assertThat(new BudgetStep((document, retries) -> new Done<>(document, List.of(call)), budgets)
                        .apply(document("acme"), 0)
                        .usage())
                .singleElement()
                .extracting(LlmUsage::getInstance)
                .isEqualTo("me");
    }

    @Test
    void aRaiseLetsGoOnAsManyAsFit() throws Exception {
        useUp();
        Hold hold = holdOf(document("acme"));
        assertThat(budgets.released(hold, 5_000)).isZero();

        controls.replace(List.of(new Setting(
                new Control.Budget(Optional.of(new OfTenant("acme")), Window.HOUR, 400),
                "ada",
                clock.instant(),
                "more",
                Optional.empty())));
        assertThat(budgets.isInForce(hold)).isFalse();
        assertThat(budgets.released(hold, 5_000))
                .as("300 are left for calls of 60")
                .isEqualTo(5);
        assertThat(budgets.released(hold, 4_995))
                .as("these have not taken it yet")
                .isZero();
        clock.add(Duration.ofMillis(300));
        assertThat(budgets.released(hold, 4_995)).isEqualTo(5);
    }

    @Test
    void aNewHourLetsGoOnAsManyAsFit() throws Exception {
        useUp();
        Hold hold = holdOf(document("acme"));
        clock.add(Duration.ofMinutes(45));
        assertThat(budgets.released(hold, 3)).isEqualTo(1);
    }

    @Test
    void whatIsSettledBelowItsReservationLetsOthersGoOn() throws Exception {
        Reservation reservation = useUp();
        Hold hold = holdOf(document("acme"));
        reservation.settle(10);
        assertThat(budgets.released(hold, 3)).isEqualTo(1);
    }

    @Test
    void theCheaperEngineServesWhileABudgetIsNearlyUsedUp() {
        assertThat(budgets.engineFor(ACME, Optional.empty())).isEmpty();
        budgets.reserve(OF_ACME, 80, clock.instant());
        assertThat(budgets.engineFor(ACME, Optional.empty())).contains("offline");
        assertThat(budgets.engineFor(Optional.of("other"), Optional.empty())).isEmpty();
        clock.add(Duration.ofHours(1));
        assertThat(budgets.engineFor(ACME, Optional.empty())).isEmpty();
    }

    /** A call of acme takes all, and one for 60 more is refused. */
    private Reservation useUp() {
        Reservation taken = ((Reserved) budgets.reserve(OF_ACME, 100, clock.instant())).reservation();
        budgets.reserve(OF_ACME, 60, clock.instant());
        return taken;
    }

    private Hold holdOf(Enrichment document) throws InterruptedException {
        return ((OnHold<Enrichment, Enrichment>) later(document, List.of())).hold();
    }

    private StepResult<Enrichment, Enrichment> later(Enrichment document, List<LlmUsage> usage)
            throws InterruptedException {
        return new BudgetStep((before, retries) -> new RetryLater<>(before, Instant.MAX, "no room", usage), budgets)
                .apply(document, 0);
    }

    private Attempt attempt() {
        return Attempt.newBuilder()
                .setStage("extract")
                .setOrigin(Origin.newBuilder().setEngine("offline").build())
                .setStartedAt(clock.instant())
                .setDurationMs(1)
                .setOutcome(AttemptOutcome.VALID)
                .build();
    }

    private static Enrichment document(String tenant) {
        return Enrichment.newBuilder()
                .setDocumentId("d")
                .setSource(SourceCoordinates.newBuilder()
                        .setTopic("documents.raw")
                        .setPartition(0)
                        .setOffset(0)
                        .setTimestamp(Instant.EPOCH)
                        .build())
                .setProperties(DocumentProperties.newBuilder().setTenant(tenant).build())
                .build();
    }
}
