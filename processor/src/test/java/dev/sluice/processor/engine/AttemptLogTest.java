package dev.sluice.processor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.llm.CallSubject;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.LlmUsage;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.TokenUsage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttemptLogTest {

    @Test
    void doesNotGrowWithTheLengthOfAnOutage() {
        List<Attempt> log = List.of(attempt(0, AttemptOutcome.INVALID, "gpt"));
        for (int retry = 1; retry <= 1000; retry++) {
            log = AttemptLog.append(log, List.of(attempt(retry, AttemptOutcome.FAILED, "gpt")));
        }
        assertThat(log).hasSize(1 + AttemptLog.MOST_FAILED);
        assertThat(log.getFirst()).as("answers are kept").isEqualTo(attempt(0, AttemptOutcome.INVALID, "gpt"));
        assertThat(log.getLast()).as("the latest is kept").isEqualTo(attempt(1000, AttemptOutcome.FAILED, "gpt"));
    }

    @Test
    void letsGoOfTheAnswersAboutPartsThatAreInTheResult() {
        Attempt whole = answered(AttemptOutcome.VALID, null);
        Attempt wrong = answered(AttemptOutcome.INVALID, "vote 2, characters 0 to 9");
        Attempt vote = answered(AttemptOutcome.VALID, "vote 2");
        Attempt part = answered(AttemptOutcome.VALID, "vote 2, characters 0 to 9");

        assertThat(AttemptLog.settled(List.of(whole, vote, wrong, part)))
                .containsExactly(
                        whole,
                        vote,
                        wrong,
                        Attempt.newBuilder(part).setAnswer(null).build());
    }

    @Test
    void everyCallToAModelHasAUsageRecord() {
        TokenUsage usage = new TokenUsage(10L, 4L, 2L);
        Attempt answered = Attempt.newBuilder(attempt(7, AttemptOutcome.VALID, "gpt"))
                .setUsage(usage)
                .build();
        List<LlmUsage> records = new UsageRecords(new CallSubject("doc-1", Optional.of("acme"), Optional.of("letters")))
                .of(List.of(
                        answered, attempt(8, AttemptOutcome.FAILED, "gpt"), attempt(9, AttemptOutcome.VALID, null)));

        assertThat(records)
                .as("the offline engine costs nothing")
                .hasSize(2)
                .first()
                .isEqualTo(LlmUsage.newBuilder()
                        .setDocumentId("doc-1")
                        .setTenant("acme")
                        .setProfile("letters")
                        .setStage("extract")
                        .setEngine("model")
                        .setModel("gpt")
                        .setOutcome(AttemptOutcome.VALID)
                        .setUsage(usage)
                        .setDurationMs(3)
                        .setCalledAt(Instant.ofEpochMilli(7))
                        .build());
        assertThat(records.getLast().getOutcome()).isEqualTo(AttemptOutcome.FAILED);
        assertThat(records.getLast().getUsage()).isEqualTo(new TokenUsage(0L, 0L, 0L));
    }

    private static Attempt answered(AttemptOutcome outcome, @Nullable String part) {
        return Attempt.newBuilder(attempt(1, outcome, "gpt"))
                .setPart(part)
                .setAnswer("{}")
                .build();
    }

    private static Attempt attempt(long at, AttemptOutcome outcome, @Nullable String model) {
        return Attempt.newBuilder()
                .setStage("extract")
                .setOrigin(new Origin("model", model, "v1"))
                .setStartedAt(Instant.ofEpochMilli(at))
                .setDurationMs(3)
                .setOutcome(outcome)
                .build();
    }
}
