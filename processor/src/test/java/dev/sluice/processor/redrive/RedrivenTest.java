package dev.sluice.processor.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.sluice.processor.engine.OfflineRun;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.OriginalEncoding;
import dev.sluice.schemas.avro.Redrive;
import dev.sluice.schemas.avro.SourceCoordinates;
import dev.sluice.schemas.avro.Summary;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RedrivenTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final byte[] ORIGINAL = "the bytes that arrived".getBytes(StandardCharsets.UTF_8);

    @Test
    void readsAgainWhatHasNoText() {
        DeadLetter unread = DeadLetter.newBuilder(letter()).setText(null).build();

        Enrichment document = Redriven.of(redrive(unread, "extract").build());

        assertThat(document.getText()).isEmpty();
        assertThat(document.getProfile()).as("it is chosen again").isEmpty();
        assertThat(document.getExtraction()).isEmpty();
    }

    @Test
    void unpacksAnOriginalThatWasCompressedToFit() {
        DeadLetter packed = DeadLetter.newBuilder(letter())
                .setOriginalValue(ByteBuffer.wrap(Zstd.compress(ORIGINAL)))
                .setOriginalEncoding(OriginalEncoding.ZSTD)
                .build();

        assertThat(Redriven.of(redrive(packed, "extract").build()).getOriginalValue())
                .contains(ByteBuffer.wrap(ORIGINAL));
    }

    @Test
    void makesAllAnewFromAStageOfALaterRelease() {
        Enrichment document = Redriven.of(redrive(letter(), "translate").build());

        assertThat(document.getText()).isPresent();
        assertThat(document.getExtraction()).isEmpty();
        assertThat(document.getClassification()).isEmpty();
    }

    @Test
    void keepsTheResultsOfTheStagesBefore() {
        assertThat(kept(Stage.EXTRACT)).containsExactly(false, false, false);
        assertThat(kept(Stage.SUMMARIZE)).containsExactly(true, false, false);
        assertThat(kept(Stage.CLASSIFY)).containsExactly(true, true, false);
        assertThat(kept(Stage.GATE)).containsExactly(true, true, true);
    }

    @Test
    void earlierAttemptsDoNotCountAgainstTheNewOnes() {
        Enrichment document = Redriven.of(redrive(letter(), "extract").build());

        assertThat(document.getAttempts()).isEmpty();
        assertThat(document.getEarlierAttempts()).hasSize(1);
        assertThat(document.getRedriveCount()).isEqualTo(2);
    }

    @Test
    void takesTheProfileOfTheRedriveBeforeThatOfTheDocument() {
        assertThat(Redriven.of(redrive(letter(), "extract").build()).getProfile())
                .contains("general");
        assertThat(Redriven.of(redrive(letter(), "extract")
                                .setProfile("invoice")
                                .build())
                        .getProfile())
                .contains("invoice");
    }

    private static List<Boolean> kept(Stage stage) {
        Enrichment document = Redriven.of(redrive(letter(), stage.id()).build());
        return List.of(
                document.getExtraction().isPresent(),
                document.getSummary().isPresent(),
                document.getClassification().isPresent());
    }

    private static Redrive.Builder redrive(DeadLetter letter, String stage) {
        return Redrive.newBuilder()
                .setDocumentId(letter.getDocumentId())
                .setDeadLetter(letter)
                .setStage(stage)
                .setReread(false)
                .setCommandId("command-1")
                .setRedrivenBy("the test")
                .setRedrivenAt(NOW);
    }

    private static DeadLetter letter() {
        return DeadLetter.newBuilder()
                .setDocumentId("a")
                .setSource(SourceCoordinates.newBuilder()
                        .setTopic("documents.raw")
                        .setPartition(0)
                        .setOffset(7)
                        .setTimestamp(NOW)
                        .build())
                .setOriginalValue(ByteBuffer.wrap(ORIGINAL))
                .setStage("gate")
                .setReason(DeadLetterReason.LOW_CONFIDENCE)
                .setDetail("it is not sure")
                .setText("the text")
                .setProfile("general")
                .setExtraction(Extraction.newBuilder()
                        .setConfidence(0.5)
                        .setOrigin(OfflineRun.origin())
                        .build())
                .setSummary(new Summary("a summary", 0.5, OfflineRun.origin()))
                .setClassification(Classification.newBuilder()
                        .setLabel("news")
                        .setConfidence(0.5)
                        .setRationale("because")
                        .setOrigin(OfflineRun.origin())
                        .build())
                .setAttempts(List.of(Attempt.newBuilder()
                        .setStage("extract")
                        .setOrigin(OfflineRun.origin())
                        .setStartedAt(NOW)
                        .setDurationMs(1)
                        .setOutcome(AttemptOutcome.VALID)
                        .build()))
                .setRedriveCount(2)
                .setDeadLetteredAt(NOW)
                .build();
    }
}
