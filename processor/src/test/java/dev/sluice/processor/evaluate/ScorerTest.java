package dev.sluice.processor.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.processor.DirectResult;
import dev.sluice.processor.DirectResult.Accepted;
import dev.sluice.processor.DirectResult.Held;
import dev.sluice.processor.DirectResult.Unfinished;
import dev.sluice.processor.engine.OfflineRun;
import dev.sluice.processor.step.Rejection;
import dev.sluice.profile.Example;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.FieldEvidence;
import dev.sluice.schemas.avro.LlmUsage;
import dev.sluice.schemas.avro.SourceCoordinates;
import dev.sluice.schemas.avro.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class ScorerTest {
    @Test
    void countsADocumentThatGotNothing() throws Exception {
        Enrichment nothing = enrichment().build();
        Scores scores = Scorer.score(
                "e",
                List.of(measured(
                        "d",
                        "{\"a\": 1, \"b\": null}",
                        new Held(
                                nothing,
                                Stage.EXTRACT,
                                new Rejection(DeadLetterReason.REFUSED, "declined"),
                                List.of()))));

        assertThat(scores.fields().get("a")).isEqualTo(new FieldScore(0, 0, 0, 1));
        assertThat(field(scores, "b").f1()).isEmpty();
        assertThat(scores.labels().confusion()).isEqualTo(Map.of("yes", Map.of(LabelScore.NONE, 1)));
        assertThat(scores.heldByReason()).isEqualTo(Map.of("REFUSED", 1));
        assertThat(scores.heldRate()).hasValue(1);
        assertThat(scores.labelCalibration().bins()).isEmpty();
    }

    @Test
    void leavesWhatWasNotFinishedOutOfTheRates() throws Exception {
        Scores scores = Scorer.score(
                "e",
                List.of(measured(
                        "d",
                        "{\"a\": 1}",
                        new Unfinished(enrichment().build(), Stage.EXTRACT, "no answer", List.of()))));

        assertThat(scores.fields()).isEmpty();
        assertThat(scores.labels().accuracy()).isEmpty();
        assertThat(scores.heldRate()).isEmpty();
        assertThat(new Thresholds(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty())
                        .missed(scores))
                .containsExactly("1 of 1 documents could not be finished: no answer");
    }

    @Test
    void scoresFieldsByHand() throws Exception {
        Scores scores = Scorer.score(
                "e",
                List.of(
                        measured("one", "{\"a\": 1}", accepted("{\"a\": \"1.0\"}", "yes")),
                        measured("two", "{\"a\": 2}", accepted("{\"a\": 3}", "yes")),
                        measured("three", "{\"a\": null}", accepted("{\"a\": 4}", "no")),
                        measured("four", "{\"a\": 5}", accepted("{\"a\": null}", "yes"))));

        FieldScore a = field(scores, "a");
        assertThat(a).isEqualTo(new FieldScore(1, 1, 1, 1));
        assertThat(a.precision()).hasValue(1.0 / 3);
        assertThat(a.recall()).hasValue(1.0 / 3);
        assertThat(a.f1()).hasValue(2.0 / 6);
        assertThat(scores.labels().accuracy()).hasValue(0.75);
        assertThat(scores.labels().confusion()).isEqualTo(Map.of("yes", Map.of("yes", 3, "no", 1)));
        assertThat(scores.mistakes())
                .containsExactly(
                        new Mistake("two", "a", "2", "3"),
                        new Mistake("three", "a", "", "4"),
                        new Mistake("three", "label", "yes", "no"),
                        new Mistake("four", "a", "5", ""));
        // Three values at 0.9, of which one is right; four labels at 0.8, of which three are.
        assertThat(scores.fieldCalibration().bins()).containsExactly(new Calibration.Bin(0.9, 3, 0.9, 1.0 / 3));
        assertThat(scores.labelCalibration().bins()).singleElement().satisfies(bin -> {
            assertThat(bin.from()).isEqualTo(0.8);
            assertThat(bin.accuracy()).isEqualTo(0.75);
        });
    }

    @Test
    void namesEachThresholdThatIsMissed() throws Exception {
        Scores scores = Scorer.score("e", List.of(measured("one", "{\"a\": 1}", accepted("{\"a\": 2}", "no"))));

        assertThat(new Thresholds(OptionalDouble.of(0.5), OptionalDouble.of(0.9), OptionalDouble.of(0)).missed(scores))
                .containsExactly(
                        "The label accuracy is 0.00, below the 0.50 that is asked for",
                        "The F1 of the field a is 0.00, below the 0.90 that is asked for");
    }

    @Test
    void doesNotCallACostKnownThatIsNot() {
        assertThat(Spend.of(List.of()).costMicros()).hasValue(0);
        assertThat(Spend.of(List.of(call(0), call(0))))
                .satisfies(spend -> assertThat(spend.costMicros()).isEmpty())
                .satisfies(spend -> assertThat(spend.inputTokens()).isEqualTo(200));
        assertThat(Spend.of(List.of(call(7), call(5))).costMicros()).hasValue(12);
    }

    private static LlmUsage call(long cost) {
        return LlmUsage.newBuilder()
                .setDocumentId("d")
                .setStage("extract")
                .setEngine("model")
                .setModel("m")
                .setOutcome(AttemptOutcome.VALID)
                .setUsage(new TokenUsage(100L, 0L, 10L))
                .setCostMicros(cost)
                .setUnpriced(cost == 0)
                .setDurationMs(1)
                .setCalledAt(Instant.EPOCH)
                .build();
    }

    private static Measured measured(String name, String fields, DirectResult result) throws JsonProcessingException {
        return new Measured(
                new Example(name, "text", Optional.of(new ObjectMapper().readTree(fields)), Optional.of("yes")),
                result,
                Duration.ofMillis(5));
    }

    private static Accepted accepted(String fields, String label) {
        return new Accepted(
                enrichment()
                        .setExtraction(Extraction.newBuilder()
                                .setFields(fields)
                                .setEvidence(List.of(FieldEvidence.newBuilder()
                                        .setPointer("/a")
                                        .setConfidence(0.9)
                                        .build()))
                                .setConfidence(0.9)
                                .setOrigin(OfflineRun.origin())
                                .build())
                        .setClassification(Classification.newBuilder()
                                .setLabel(label)
                                .setConfidence(0.8)
                                .setRationale("because")
                                .setOrigin(OfflineRun.origin())
                                .build())
                        .build(),
                0.8,
                List.of(),
                List.of());
    }

    private static Enrichment.Builder enrichment() {
        return Enrichment.newBuilder()
                .setDocumentId("d")
                .setSource(SourceCoordinates.newBuilder()
                        .setTopic("t")
                        .setPartition(0)
                        .setOffset(0)
                        .setTimestamp(Instant.EPOCH)
                        .build());
    }

    private static FieldScore field(Scores scores, String name) {
        return Objects.requireNonNull(scores.fields().get(name), name);
    }
}
