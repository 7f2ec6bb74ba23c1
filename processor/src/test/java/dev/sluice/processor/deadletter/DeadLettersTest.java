package dev.sluice.processor.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.step.Rejection;
import dev.sluice.processor.step.StageRejection;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.SourceCoordinates;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class DeadLettersTest {
    private static final Origin ORIGIN = Origin.newBuilder().setEngine("model").build();

    private final DeadLetters letters =
            new DeadLetters(Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC));

    @Test
    void hasNoConfidenceWhileNoStageIsFinished() {
        assertThat(letter(document().build()).getConfidence()).isEmpty();
    }

    @Test
    void hasTheLeastConfidenceOfTheFinishedStages() {
        Enrichment document = document()
                .setExtraction(Extraction.newBuilder()
                        .setFields("{}")
                        .setConfidence(0.9)
                        .setOrigin(ORIGIN)
                        .build())
                .setClassification(Classification.newBuilder()
                        .setLabel("letter")
                        .setConfidence(0.4)
                        .setRationale("It begins with a greeting.")
                        .setOrigin(ORIGIN)
                        .build())
                .build();

        assertThat(letter(document).getConfidence()).contains(0.4);
    }

    private DeadLetter letter(Enrichment document) {
        return letters.write(new StageRejection<>(
                Stage.GATE, document, new Rejection(DeadLetterReason.LOW_CONFIDENCE, "not sure enough")));
    }

    private static Enrichment.Builder document() {
        return Enrichment.newBuilder()
                .setDocumentId("doc-1")
                .setSource(SourceCoordinates.newBuilder()
                        .setTopic("documents.raw")
                        .setPartition(0)
                        .setOffset(7)
                        .setTimestamp(Instant.EPOCH)
                        .build());
    }
}
