package dev.sluice.processor.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.processor.step.Hold;
import dev.sluice.processor.step.StepResult.OnHold;
import dev.sluice.processor.step.StepResult.RetryLater;
import dev.sluice.processor.step.WaitReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Records that wait because somebody or something holds them. */
final class AsyncStageHoldTest {
    private static final TopicPartition PARTITION = new TopicPartition(StageHarness.TOPIC, 0);

    private static final Hold PAUSE = new Hold(WaitReason.PAUSED_TENANT, "pause/tenant/acme", "tried");

    private final GatedStep step = new GatedStep();

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

    private static OnHold<String, String> onHold(String input, Hold hold) {
        return new OnHold<>(input, hold, List.of());
    }
}
