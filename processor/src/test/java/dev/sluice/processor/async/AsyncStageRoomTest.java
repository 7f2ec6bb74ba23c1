package dev.sluice.processor.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.processor.step.StepResult.RetryLater;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** How much a stage takes on, and how often it looks. */
final class AsyncStageRoomTest {
    private static final TopicPartition PARTITION = new TopicPartition(StageHarness.TOPIC, 0);

    private final GatedStep step = new GatedStep();

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
            step.end("a", new RetryLater<>("a", later, "down", List.of()));
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
}
