package dev.sluice.processor.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.processor.step.Rejection;
import dev.sluice.processor.step.StageRejection;
import dev.sluice.processor.step.Step;
import dev.sluice.processor.step.StepResult.Done;
import dev.sluice.processor.step.StepResult.Rejected;
import dev.sluice.processor.step.StepResult.RetryLater;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.LlmUsage;
import dev.sluice.schemas.avro.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** What becomes of records, their order and their retries. */
final class AsyncStageTest {
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
