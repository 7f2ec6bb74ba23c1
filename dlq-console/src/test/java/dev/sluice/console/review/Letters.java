package dev.sluice.console.review;

import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.DocumentProperties;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.FieldEvidence;
import dev.sluice.schemas.avro.GateReport;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import dev.sluice.schemas.avro.SourceCoordinates;
import dev.sluice.schemas.avro.Summary;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Dead letters of the profile support-email, held at the gate with all results. */
public final class Letters {
    public static final String FIELDS = """
            {"customer_name":"Ada","customer_email":null,"order_id":"12345","order_date":null,"issue_type":"delivery_issue"}""";
    public static final String CORRECTED = FIELDS.replace("12345", "54321");
    static final Origin MODEL = new Origin("model", "small-1", "3");

    private Letters() {}

    /** One from this offset of the raw topic. */
    public static DeadLetter.Builder held(String id, long offset) {
        String text = "Hello, order 12345 did not arrive. Ada";
        return DeadLetter.newBuilder()
                .setDocumentId(id)
                .setSource(source(offset))
                .setOriginalValue(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)))
                .setStage("gate")
                .setReason(DeadLetterReason.LOW_CONFIDENCE)
                .setDetail("The confidence is too low.")
                .setProblems(List.of(new Problem("confidence", "/summary", "it is low", Severity.ERROR)))
                .setProperties(DocumentProperties.newBuilder().setTenant("acme").build())
                .setText(text)
                .setProfile("support-email")
                .setExtraction(Extraction.newBuilder()
                        .setFields(FIELDS)
                        .setEvidence(List.of(evidence("/order_id", "order 12345"), evidence("/customer_name", "Ada")))
                        .setConfidence(0.9)
                        .setOrigin(MODEL)
                        .build())
                .setSummary(new Summary("An order did not arrive.", 0.4, MODEL))
                .setClassification(Classification.newBuilder()
                        .setLabel("delivery_issue")
                        .setConfidence(0.9)
                        .setRationale("It speaks of an order.")
                        .setOrigin(MODEL)
                        .build())
                .setConfidence(0.4)
                .setAttempts(List.of(Attempt.newBuilder()
                        .setStage("extract")
                        .setOrigin(MODEL)
                        .setStartedAt(Instant.EPOCH)
                        .setDurationMs(5)
                        .setOutcome(AttemptOutcome.VALID)
                        .setAnswer("{}")
                        .build()))
                .setDeadLetteredAt(Instant.ofEpochSecond(1000 + offset));
    }

    /** The raw record at an offset. */
    public static SourceCoordinates source(long offset) {
        return SourceCoordinates.newBuilder()
                .setTopic("documents.raw")
                .setPartition(0)
                .setOffset(offset)
                .setTimestamp(Instant.ofEpochSecond(offset))
                .build();
    }

    /** What the pipeline publishes of the raw record at an offset. */
    static EnrichedDocument enriched(String id, long offset) {
        DeadLetter letter = held(id, offset).build();
        return EnrichedDocument.newBuilder()
                .setDocumentId(id)
                .setSource(letter.getSource())
                .setProperties(letter.getProperties().orElseThrow())
                .setText(letter.getText().orElseThrow())
                .setProfile("support-email")
                .setExtraction(letter.getExtraction().orElseThrow())
                .setSummary(letter.getSummary().orElseThrow())
                .setClassification(letter.getClassification().orElseThrow())
                .setConfidence(0.9)
                .setGate(GateReport.newBuilder()
                        .setAcceptThreshold(0.8)
                        .setComponents(Map.of())
                        .build())
                .setEnrichedAt(Instant.EPOCH)
                .build();
    }

    private static FieldEvidence evidence(String pointer, String quote) {
        return FieldEvidence.newBuilder()
                .setPointer(pointer)
                .setQuote(quote)
                .setConfidence(0.9)
                .build();
    }
}
