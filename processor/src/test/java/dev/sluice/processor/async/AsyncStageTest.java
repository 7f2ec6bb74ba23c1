package dev.sluice.processor.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.processor.step.Hold;
import dev.sluice.processor.step.Rejection;
import dev.sluice.processor.step.StageRejection;
import dev.sluice.processor.step.Step;
import dev.sluice.processor.step.StepResult.Done;
import dev.sluice.processor.step.StepResult.OnHold;
import dev.sluice.processor.step.StepResult.Rejected;
import dev.sluice.processor.step.StepResult.RetryLater;
import dev.sluice.processor.step.WaitReason;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.LlmUsage;
import dev.sluice.schemas.avro.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

final class AsyncStageTest {
    private static final TopicPartition PARTITION = new TopicPartition(StageHarness.TOPIC, 0);

    private static final Hold PAUSE = new Hold(WaitReason.PAUSED_TENANT, "pause/tenant/acme", "tried");

    private final GatedStep step = new GatedStep();

    @Test
    void rejectsWhatTheStepThrowsAsInternalError() {
        Step<String, String> broken = (input, retries) -> {
            throw new IllegalStateException("no such thing");
        };
        try (StageHarness stage = new StageHarness(broken)) {
            stage.take("k", "a");
            stage.tickUntil(() -> !stage.forwarded("rejected").isEmpty());

            StageRejection<?> rejection =
                    (StageRejection<?>) stage.forwarded("rejected").getFirst();
            assertThat(rejection.stage()).isEqualTo(Stage.EXTRACT);
            assertThat(rejection.input()).isEqualTo("a");
            assertThat(rejection.rejection().reason()).isEqualTo(DeadLetterReason.INTERNAL_ERROR);
            assertThat(rejection.rejection().detail()).contains("extract").contains("no such thing");
            assertThat(stage.entries()).isZero();
        }
    }

    @Test
    void failsTheStreamThreadWhenMemoryRanOut() {
        Step<String, String> broken = (input, retries) -> {
            throw new OutOfMemoryError("simulated");
        };
        try (StageHarness stage = new StageHarness(broken)) {
            stage.take("k", "a");
            assertThatThrownBy(() -> stage.tickUntil(() -> false)).isInstanceOf(OutOfMemoryError.class);
            assertThat(stage.entries()).isOne();
        }
    }

    @Test
    void rejectsWithWhatTheStepFoundOut() {
        try (StageHarness stage = new StageHarness(step)) {
            Rejection reason = new Rejection(DeadLetterReason.UNREADABLE, "not a document");
            step.end("a", new Rejected<>("a, looked at", reason, List.of()));
            stage.take("k", "a");
            stage.tickUntil(() -> stage.entries() == 0);

            assertThat(stage.forwarded("rejected"))
                    .containsExactly(new StageRejection<>(Stage.EXTRACT, "a, looked at", reason));
            assertThat(stage.forwarded("done")).isEmpty();
        }
    }

    @Test
    void callsAgainNotBeforeTheTimeTheStepAskedFor() {
        try (StageHarness stage = new StageHarness(step)) {
            Instant later = stage.now().plus(Duration.ofHours(1));
            step.end("a", new RetryLater<>("a, half done", later, "provider is down", List.of(usage())));
            stage.take("k", "a");
            stage.tickUntil(() -> !stage.forwarded("usage").isEmpty());
            assertThat(stage.forwarded("usage")).containsExactly(usage());
            assertThat(stage.entries()).isOne();

            stage.advance(Duration.ofMinutes(58));
            assertThat(step.started()).containsExactly("a");

            stage.advance(Duration.ofMinutes(3));
            step.finish("a, half done");
            stage.tickUntil(() -> stage.entries() == 0);
            assertThat(step.started()).containsExactly("a", "a, half done#1");
            assertThat(stage.forwarded("done")).containsExactly("A, HALF DONE");
        }
    }

    @Test
    void remembersTheDueTimeAndTheRetriesOverARestart() {
        try (StageHarness stage = new StageHarness(step)) {
            Instant later = stage.now().plus(Duration.ofHours(1));
            step.end("a", new RetryLater<>("a", later, "provider is down", List.of(usage())));
            stage.take("k", "a");
            stage.tickUntil(() -> !stage.forwarded("usage").isEmpty());

            stage.restart();
            stage.advance(Duration.ofMinutes(58));
            assertThat(step.started()).containsExactly("a");

            stage.advance(Duration.ofMinutes(3));
            await().untilAsserted(() -> assertThat(step.started()).containsExactly("a", "a#1"));
        }
    }

    @Test
    void callsAgainWhatWasInFlightWhenTheTaskMovedOn() {
        try (StageHarness stage = new StageHarness(step)) {
            stage.take("k", "a");
            stage.take("l", "b");
            await().untilAsserted(() -> assertThat(step.started()).containsExactlyInAnyOrder("a", "b"));

            stage.restart();

            await().untilAsserted(() -> assertThat(step.interrupted()).containsExactlyInAnyOrder("a", "b"));
            await().untilAsserted(() -> assertThat(step.started()).containsExactlyInAnyOrder("a", "b", "a", "b"));
            step.finish("a");
            step.finish("b");
            stage.tickUntil(() -> stage.entries() == 0);
            assertThat(stage.forwarded("done")).containsExactlyInAnyOrder("A", "B");
        }
    }

    @Test
    void forwardsWithTheKeyTimestampAndHeadersOfTheRecordAlsoAfterARestart() {
        try (StageHarness stage = new StageHarness(step)) {
            stage.take("k", "a");
            stage.restart();
            step.finish("a");
            stage.tickUntil(() -> !stage.forwarded("done").isEmpty());

            CapturedForward<? extends byte[], ?> forward =
                    stage.context.forwarded("done").getFirst();
            Record<? extends byte[], ?> record = forward.record();
            assertThat(record.key()).asString().isEqualTo("k");
            assertThat(record.timestamp()).isEqualTo(7);
            assertThat(record.headers().lastHeader("trace").value()).asString().isEqualTo("t-a");
        }
    }

    @Test
    void worksOnRecordsOfOneKeyOneAfterTheOther() {
        try (StageHarness stage = new StageHarness(step)) {
            stage.take("k", "first");
            stage.take("k", "second");
            stage.take("other", "third");
            await().untilAsserted(() -> assertThat(step.started()).containsExactlyInAnyOrder("first", "third"));

            step.finish("third");
            step.finish("second");
            stage.tickUntil(() -> stage.forwarded("done").size() == 1);
            assertThat(stage.forwarded("done")).containsExactly("THIRD");
            assertThat(step.started()).doesNotContain("second");

            step.finish("first");
            stage.tickUntil(() -> stage.entries() == 0);
            assertThat(stage.forwarded("done")).containsExactly("THIRD", "FIRST", "SECOND");
        }
    }

    @Test
    void aRecordThatWaitsHoldsUpItsKeyOnly() {
        try (StageHarness stage = new StageHarness(step)) {
            Instant later = stage.now().plus(Duration.ofHours(1));
            step.end("first", new RetryLater<>("first", later, "down", List.of(usage())));
            step.finish("other");
            stage.take("k", "first");
            stage.take("k", "second");
            stage.take("l", "other");
            stage.tickUntil(() -> !stage.forwarded("done").isEmpty()
                    && !stage.forwarded("usage").isEmpty());

            assertThat(stage.forwarded("done")).containsExactly("OTHER");
            assertThat(step.started()).doesNotContain("second");
        }
    }

    @Test
    void aRecordOnHoldGoesOnWhenTheHoldIsLiftedAndThatIsNoRetry() {
        try (StageHarness stage = new StageHarness(step)) {
            stage.inForce.add("pause/tenant/acme");
            step.end("first", onHold("first", PAUSE));
            stage.take("k", "first");
            stage.take("k", "second");
            stage.tickUntil(() -> stage.intake.waiting("extract", WaitReason.PAUSED_TENANT) == 2);
            stage.advance(Duration.ofDays(1));
            assertThat(step.started()).containsExactly("first");

            stage.inForce.clear();
            step.finish("first");
            step.finish("second");
            stage.tickUntil(() -> stage.entries() == 0);
            assertThat(step.started()).containsExactly("first", "first", "second");
            assertThat(stage.forwarded("done")).containsExactly("FIRST", "SECOND");
            assertThat(stage.intake.waiting("extract", WaitReason.PAUSED_TENANT))
                    .isZero();
        }
    }

    @Test
    void keepsOnHoldWhatWasFoundOutBeforeAndOverARestart() {
        try (StageHarness stage = new StageHarness(step)) {
            stage.inForce.add("pause/tenant/acme");
            step.end("first", onHold("found", PAUSE));
            stage.take("k", "first");
            stage.tickUntil(() -> stage.intake.waiting("extract", WaitReason.PAUSED_TENANT) == 1);

            stage.restart();
            await().untilAsserted(() -> assertThat(step.started()).containsExactly("first", "found"));
            step.finish("found");
            stage.tickUntil(() -> !stage.forwarded("done").isEmpty());
            assertThat(stage.forwarded("done")).containsExactly("FOUND");
        }
    }

    @Test
    void pausedRecordsLeaveTheirRoomToTheOthersUpToABound() {
        try (StageHarness stage = new StageHarness(step)) {
            stage.inForce.add("pause/tenant/acme");
            int capacity = StageHarness.MAX_IN_FLIGHT + 16;
            for (int i = 0; i < StageHarness.MAX_ASIDE - 1; i++) {
                step.end("p" + i, onHold("p" + i, PAUSE));
                stage.take("p" + i, "p" + i);
                stage.tick();
            }
            stage.tickUntil(
                    () -> stage.intake.waiting("extract", WaitReason.PAUSED_TENANT) == StageHarness.MAX_ASIDE - 1);
            assertThat(stage.entries()).as("more than are taken in to work on").isGreaterThan(capacity);
            assertThat(stage.intake.isClosedFor(PARTITION)).isFalse();

            stage.take("other", "other");
            step.finish("other");
            stage.tickUntil(() -> !stage.forwarded("done").isEmpty());
            assertThat(stage.forwarded("done")).containsExactly("OTHER");

            // Behind one that waits already: it waits, too.
            stage.take("p0", "one more");
            assertThat(stage.intake.isClosedFor(PARTITION)).isTrue();

            stage.inForce.clear();
            stage.tick();
            assertThat(stage.intake.isClosedFor(PARTITION))
                    .as("until they are worked off")
                    .isTrue();
            for (int i = 0; i < StageHarness.MAX_ASIDE - 1; i++) {
                step.finish("p" + i);
            }
            step.finish("one more");
            stage.tickUntil(() -> stage.entries() == 0);
            assertThat(stage.intake.isClosedFor(PARTITION)).isFalse();
        }
    }

    @Test
    void onlyAsManyGoOnAsThereIsRoomForInTheOrderTheyCame() {
        try (StageHarness stage = new StageHarness(step)) {
            Hold quota = new Hold(WaitReason.TENANT_BUDGET, "budget/tenant/acme/hour", "used up");
            stage.inForce.add(quota.key());
            for (int i = 0; i < 20; i++) {
                stage.take("b" + i, "b" + i);
            }
            step.end("b2", onHold("b2", quota));
            stage.tickUntil(() -> stage.intake.waiting("extract", WaitReason.TENANT_BUDGET) == 1);
            for (int i = 0; i < 20; i++) {
                if (i != 2) {
                    step.end("b" + i, onHold("b" + i, quota));
                }
            }
            stage.tickUntil(() -> stage.intake.waiting("extract", WaitReason.TENANT_BUDGET) == 20);
            stage.take("other", "other");
            step.finish("other");
            stage.tickUntil(() -> !stage.forwarded("done").isEmpty());
            assertThat(stage.forwarded("done")).containsExactly("OTHER");

            stage.inForce.clear();
            stage.room = 2;
            step.finish("b0");
            step.finish("b1");
            stage.tickUntil(() -> stage.forwarded("done").size() == 3);
            stage.advance(Duration.ofSeconds(10));
            assertThat(stage.forwarded("done")).containsExactlyInAnyOrder("OTHER", "B0", "B1");
            assertThat(stage.intake.waiting("extract", WaitReason.TENANT_BUDGET))
                    .isEqualTo(18);

            stage.room = 100;
            for (int i = 2; i < 20; i++) {
                step.finish("b" + i);
            }
            stage.tickUntil(() -> stage.entries() == 0);
        }
    }

    @Test
    void whatWaitsForTheKillSwitchHoldsTheIntakeUp() {
        try (StageHarness stage = new StageHarness(step)) {
            Hold off = new Hold(WaitReason.KILL_SWITCH, "kill-switch", "tried");
            stage.inForce.add("kill-switch");
            for (int i = 0; i < StageHarness.MAX_IN_FLIGHT + 16; i++) {
                step.end("v" + i, onHold("v" + i, off));
                stage.take("k" + i, "v" + i);
                stage.tick();
            }
            stage.tickUntil(() -> stage.intake.waiting("extract", WaitReason.KILL_SWITCH) == 20);
            assertThat(stage.intake.isClosedFor(PARTITION)).isTrue();
        }
    }

    @Test
    void countsWhatWaitsForAnOutage() {
        try (StageHarness stage = new StageHarness(step)) {
            Instant later = stage.now().plus(Duration.ofHours(1));
            step.end("first", new RetryLater<>("first", later, "down", List.of()));
            stage.take("k", "first");
            stage.take("k", "second");
            stage.tickUntil(() -> stage.intake.waiting("extract", WaitReason.OUTAGE) == 2);

            stage.advance(Duration.ofHours(1));
            await().untilAsserted(() -> assertThat(step.started()).containsExactly("first", "first#1"));
            assertThat(stage.intake.waiting("extract", WaitReason.OUTAGE)).isZero();
        }
    }

    @Test
    void neverHasMoreCallsInFlightThanAllowed() {
        try (StageHarness stage = new StageHarness(step)) {
            for (int i = 0; i < 10; i++) {
                stage.take("k" + i, "v" + i);
            }
            await().untilAsserted(() -> assertThat(step.started()).hasSize(StageHarness.MAX_IN_FLIGHT));
            assertThat(stage.intake.inFlight("extract")).isEqualTo(StageHarness.MAX_IN_FLIGHT);
            assertThat(stage.intake.entries("extract")).isEqualTo(10);

            for (int i = 0; i < 10; i++) {
                step.finish("v" + i);
            }
            stage.tickUntil(() -> stage.entries() == 0);
            assertThat(stage.forwarded("done")).hasSize(10);
        }
    }

    @Test
    void closesTheIntakeWhileItIsFull() {
        try (StageHarness stage = new StageHarness(step)) {
            assertThat(stage.intake.isClosedFor(PARTITION)).isFalse();
            for (int i = 0; i < 20; i++) {
                stage.take("k" + i, "v" + i);
            }
            assertThat(stage.intake.isClosedFor(PARTITION)).isTrue();
            assertThat(stage.intake.isClosedFor(new TopicPartition(StageHarness.TOPIC, 1)))
                    .isFalse();
            assertThat(stage.intake.isClosedFor(new TopicPartition("another.topic", 0)))
                    .isFalse();

            step.finish("v0");
            stage.tickUntil(() -> stage.entries() == 19);
            assertThat(stage.intake.isClosedFor(PARTITION)).isFalse();
        }
    }

    @Test
    void givesAFreePlaceToTheNextCallBeforeTheStreamThreadComesBy() {
        try (StageHarness stage = new StageHarness(step)) {
            for (int i = 0; i <= StageHarness.MAX_IN_FLIGHT; i++) {
                stage.take("k" + i, "v" + i);
            }
            await().untilAsserted(() -> assertThat(step.started()).hasSize(StageHarness.MAX_IN_FLIGHT));

            step.finish("v0");
            await().untilAsserted(() -> assertThat(step.started()).hasSize(StageHarness.MAX_IN_FLIGHT + 1));
        }
    }

    @Test
    void leavesCallsThatWaitForAPlaceUnmadeWhileDraining() throws InterruptedException {
        try (StageHarness stage = new StageHarness(step)) {
            for (int i = 0; i <= StageHarness.MAX_IN_FLIGHT; i++) {
                stage.take("k" + i, "v" + i);
            }
            await().untilAsserted(() -> assertThat(step.started()).hasSize(StageHarness.MAX_IN_FLIGHT));
            assertThat(stage.intake.drain(Duration.ZERO)).isFalse();

            for (int i = 0; i < StageHarness.MAX_IN_FLIGHT; i++) {
                step.finish("v" + i);
            }
            stage.tickUntil(() -> stage.forwarded("done").size() == StageHarness.MAX_IN_FLIGHT);

            assertThat(stage.intake.drain(Duration.ZERO)).isTrue();
            assertThat(stage.entries()).isOne();
            assertThat(step.started()).hasSize(StageHarness.MAX_IN_FLIGHT);
        }
    }

    @Test
    void startsNoCallWhileDrainingButKeepsTheRecord() throws InterruptedException {
        try (StageHarness stage = new StageHarness(step)) {
            stage.take("k", "a");
            await().untilAsserted(() -> assertThat(step.started()).containsExactly("a"));
            assertThat(stage.intake.drain(Duration.ofMillis(20))).isFalse();

            stage.take("l", "late");
            step.finish("a");
            stage.tickUntil(() -> !stage.forwarded("done").isEmpty());

            assertThat(stage.intake.drain(Duration.ofMillis(20))).isTrue();
            assertThat(stage.intake.isClosedFor(PARTITION)).isTrue();
            assertThat(step.started()).containsExactly("a");
            assertThat(stage.entries()).isOne();
        }
    }

    @Test
    void hasNoPunctuatorWhileThereIsNothingToWaitFor() {
        try (StageHarness stage = new StageHarness(step)) {
            assertThat(stage.activePunctuators()).isEmpty();
            stage.take("k", "a");
            assertThat(stage.activePunctuators()).hasSize(1);
            assertThat(stage.intake.isAwake(List.of(PARTITION))).isTrue();

            step.finish("a");
            stage.tickUntil(() -> stage.activePunctuators().isEmpty());
            assertThat(stage.forwarded("done")).containsExactly("A");
            assertThat(stage.intake.isAwake(List.of(PARTITION))).isFalse();
        }
    }

    @Test
    void ticksRarelyWhileRecordsOnlyWaitForTheirTime() {
        try (StageHarness stage = new StageHarness(step)) {
            Instant later = stage.now().plus(Duration.ofHours(1));
            step.end("a", new RetryLater<>("a", later, "down", List.of(usage())));
            stage.take("k", "a");
            stage.tickUntil(() -> !stage.intake.isAwake(List.of(PARTITION)));

            assertThat(stage.activePunctuators()).hasSize(1);
            assertThat(stage.activePunctuators().getFirst().getInterval()).isGreaterThan(Duration.ofMillis(100));
        }
    }

    @Test
    void asksForACommitSoonAfterItForwarded() {
        try (StageHarness stage = new StageHarness(step)) {
            stage.take("k", "a");
            stage.tick();
            assertThat(stage.context.committed()).isFalse();

            step.finish("a");
            stage.tickUntil(() -> stage.context.committed());
            assertThat(stage.forwarded("done")).containsExactly("A");
        }
    }

    @Test
    void refusesToBeDefinedWithoutPlaces() {
        assertThatThrownBy(() -> new AsyncStage<>(
                        Stage.EXTRACT,
                        (String input, int retries) -> new Done<String, String>(input, List.of()),
                        org.apache.kafka.common.serialization.Serdes.String(),
                        new AsyncStage.Ports("done", "rejected", "usage"),
                        0,
                        1,
                        1,
                        new Intake(List.of()),
                        hold -> true,
                        java.time.Clock.systemUTC()))
                .hasMessage("maxInFlight is 0; it must be at least 1");
    }

    private static OnHold<String, String> onHold(String input, Hold hold) {
        return new OnHold<>(input, hold, List.of());
    }

    private static LlmUsage usage() {
        return LlmUsage.newBuilder()
                .setDocumentId("k")
                .setStage("extract")
                .setEngine("model")
                .setModel("m")
                .setOutcome(AttemptOutcome.FAILED)
                .setUsage(new TokenUsage(0L, 0L, 0L))
                .setDurationMs(1)
                .setCalledAt(Instant.EPOCH)
                .build();
    }
}
