package dev.sluice.processor.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.processor.engine.TestTasks;
import dev.sluice.processor.gate.Verdict.Accepted;
import dev.sluice.processor.gate.Verdict.Held;
import dev.sluice.processor.step.Rejection;
import dev.sluice.profile.FieldsSchema;
import dev.sluice.profile.Profile;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.FieldEvidence;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Span;
import dev.sluice.schemas.avro.Summary;
import dev.sluice.schemas.avro.Transcription;
import dev.sluice.validate.statistics.Distribution;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GateTest {
    private static final Origin ORIGIN = new Origin("model", "m", "1");
    private static final FieldEvidence GROUNDED = new FieldEvidence("/order_id", "48213", new Span(6, 11), 0.9);
    private static final FieldEvidence UNGROUNDED = new FieldEvidence("/order_id", "48213", null, 0.9);

    private final Gate gate = new Gate(profile());

    @Test
    void holdsFieldsThatBreakTheSchema() {
        Rejection rejection = held(extraction("{\"order_id\": 48213}", 0.9, GROUNDED), 0.9, "letter", 0.9);
        assertThat(rejection.reason()).isEqualTo(DeadLetterReason.INVALID_OUTPUT);
        assertThat(rejection.problems()).extracting(Problem::getPointer).containsExactly("/order_id");
    }

    @Test
    void holdsFieldsThatAreNoJson() {
        assertThat(held(extraction("{", 0.9, GROUNDED), 0.9, "letter", 0.9).reason())
                .isEqualTo(DeadLetterReason.INVALID_OUTPUT);
    }

    @Test
    void holdsALabelThatIsNoCategory() {
        Rejection rejection = held(extraction("{\"order_id\": \"48213\"}", 0.9, GROUNDED), 0.9, "poem", 0.9);
        assertThat(rejection.reason()).isEqualTo(DeadLetterReason.INVALID_OUTPUT);
        assertThat(rejection.detail()).contains("poem").contains("letters");
    }

    @Test
    void holdsWhatWasHardlyLegible() {
        Origin eyes = new Origin("eyes", "m", "1");
        Enrichment document = Enrichment.newBuilder(document(
                        extraction("{\"order_id\": \"48213\"}", 0.9, GROUNDED),
                        summary(0.9),
                        classification("letter", 0.9)))
                .setTranscription(new Transcription(0.4, 1, eyes))
                .build();
        Verdict verdict = gate.judge(document, field -> Distribution.EMPTY);
        assertThat(verdict).isInstanceOfSatisfying(Held.class, held -> {
            assertThat(held.rejection().reason()).isEqualTo(DeadLetterReason.LOW_CONFIDENCE);
            assertThat(held.rejection().problems())
                    .extracting(Problem::getPointer)
                    .containsExactly("/transcription");
        });
    }

    @Test
    void holdsAValueWhoseQuoteIsNotInTheDocument() {
        Rejection rejection = held(extraction("{\"order_id\": \"48213\"}", 0.9, UNGROUNDED), 0.9, "letter", 0.9);
        assertThat(rejection.reason()).isEqualTo(DeadLetterReason.UNGROUNDED);
        assertThat(rejection.problems()).extracting(Problem::getPointer).containsExactly("/extraction/fields/order_id");
    }

    @ParameterizedTest
    @CsvSource({"0.79, 0.9, 0.9, extraction", "0.9, 0.79, 0.9, summary", "0.9, 0.9, 0.79, classification"})
    void holdsDocumentBelowThreshold(double extraction, double summary, double classification, String part) {
        Rejection rejection =
                held(extraction("{\"order_id\": \"48213\"}", extraction, GROUNDED), summary, "letter", classification);
        assertThat(rejection.reason()).isEqualTo(DeadLetterReason.LOW_CONFIDENCE);
        assertThat(rejection.detail()).contains(part).contains("0.79").contains("0.80");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -1, Double.NEGATIVE_INFINITY})
    void holdsAConfidenceThatIsNone(double confidence) {
        assertThat(held(extraction("{\"order_id\": \"48213\"}", confidence, GROUNDED), 0.9, "letter", 0.9)
                        .reason())
                .isEqualTo(DeadLetterReason.LOW_CONFIDENCE);
    }

    @Test
    void acceptsAtTheThresholdWithTheLeastCertainPart() {
        Verdict verdict = judge(
                extraction("{\"order_id\": \"48213\"}", 0.8, GROUNDED), summary(0.95), classification("letter", 0.9));

        assertThat(verdict).isInstanceOf(Accepted.class);
        Accepted accepted = (Accepted) verdict;
        assertThat(accepted.confidence()).isEqualTo(0.8);
        assertThat(accepted.report().getAcceptThreshold()).isEqualTo(0.8);
        assertThat(accepted.report().getComponents())
                .containsEntry("extraction", 0.8)
                .containsEntry("summary", 0.95)
                .containsEntry("classification", 0.9);
    }

    private Rejection held(Extraction extraction, double summary, String label, double classification) {
        Verdict verdict = judge(extraction, summary(summary), classification(label, classification));
        assertThat(verdict).isInstanceOf(Held.class);
        return ((Held) verdict).rejection();
    }

    private Verdict judge(Extraction extraction, Summary summary, Classification classification) {
        return gate.judge(document(extraction, summary, classification), field -> Distribution.EMPTY);
    }

    private static Enrichment document(Extraction extraction, Summary summary, Classification classification) {
        return Enrichment.newBuilder(TestTasks.task("Order 48213", profile()).enrichment())
                .setExtraction(extraction)
                .setSummary(summary)
                .setClassification(classification)
                .build();
    }

    private static Extraction extraction(String fields, double confidence, FieldEvidence evidence) {
        return Extraction.newBuilder()
                .setFields(fields)
                .setEvidence(List.of(evidence))
                .setConfidence(confidence)
                .setOrigin(ORIGIN)
                .build();
    }

    private static Summary summary(double confidence) {
        return new Summary("A summary.", confidence, ORIGIN);
    }

    private static Classification classification(String label, double confidence) {
        return Classification.newBuilder()
                .setLabel(label)
                .setConfidence(confidence)
                .setRationale("Because.")
                .setOrigin(ORIGIN)
                .build();
    }

    private static Profile profile() {
        Profile plain = TestTasks.profile("model");
        try {
            JsonNode schema = new ObjectMapper().readTree("""
                            {"type": "object", "properties": {"order_id": {"type": "string", "pattern": "^\\\\d{5}$"}}}
                            """);
            return new Profile(
                    plain.name(),
                    plain.description(),
                    plain.recognition(),
                    plain.steps(),
                    new FieldsSchema(schema),
                    plain.categories(),
                    plain.gate(),
                    List.of());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
