package dev.sluice.processor.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.step.StepResult.Done;
import dev.sluice.processor.step.StepResult.Rejected;
import dev.sluice.processor.step.StepResult.RetryLater;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.LlmUsage;
import dev.sluice.schemas.avro.TokenUsage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SequenceTest {
    private final Step<String, String> first = (input, retries) -> new Done<>(input + " first", List.of(usage("1")));

    @Test
    void endsWithTheRejectionOfAStepAndWhatWasReached() throws InterruptedException {
        Rejection rejection = new Rejection(DeadLetterReason.REFUSED, "no");
        Sequence<String> sequence = new Sequence<>(List.of(
                first,
                (input, retries) -> new Rejected<>(input + " second", rejection, List.of(usage("2"))),
                (input, retries) -> {
                    throw new AssertionError("must not be called");
                }));

        assertThat(sequence.apply("document", 0))
                .isEqualTo(new Rejected<>("document first second", rejection, List.of(usage("1"), usage("2"))));
    }

    @Test
    void waitsWithWhatWasReached() throws InterruptedException {
        Sequence<String> sequence = new Sequence<>(List.of(
                first, (input, retries) -> new RetryLater<>(input, Instant.EPOCH, "down " + retries, List.of())));

        assertThat(sequence.apply("document", 7))
                .isEqualTo(new RetryLater<>("document first", Instant.EPOCH, "down 7", List.of(usage("1"))));
    }

    @Test
    void handsEachStepsOutputToTheNext() throws InterruptedException {
        Sequence<String> sequence = new Sequence<>(List.of(first, first));
        assertThat(sequence.apply("document", 0))
                .isEqualTo(new Done<>("document first first", List.of(usage("1"), usage("1"))));
    }

    private static LlmUsage usage(String id) {
        return LlmUsage.newBuilder()
                .setDocumentId(id)
                .setStage("extract")
                .setEngine("model")
                .setModel("m")
                .setOutcome(AttemptOutcome.VALID)
                .setUsage(new TokenUsage(0L, 0L, 0L))
                .setDurationMs(1)
                .setCalledAt(Instant.EPOCH)
                .build();
    }
}
