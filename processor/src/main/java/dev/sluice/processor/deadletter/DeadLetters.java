package dev.sluice.processor.deadletter;

import dev.sluice.processor.engine.AttemptLog;
import dev.sluice.processor.step.StageRejection;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.Summary;
import dev.sluice.schemas.avro.Transcription;
import java.time.Clock;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes dead letters: all that is known of a document that was given up. Thread-safe. */
public final class DeadLetters {
    private final Clock clock;

    public DeadLetters(Clock clock) {
        this.clock = clock;
    }

    /** The dead letter of a rejected document, with its original bytes as they are. */
    public DeadLetter write(StageRejection<Enrichment> rejection) {
        Enrichment document = rejection.input();
        return DeadLetter.newBuilder()
                .setDocumentId(document.getDocumentId())
                .setSource(document.getSource())
                .setOriginalKey(document.getOriginalKey().orElse(null))
                .setOriginalValue(document.getOriginalValue().orElse(null))
                .setStage(rejection.stage().id())
                .setReason(rejection.rejection().reason())
                .setDetail(rejection.rejection().detail())
                .setProblems(rejection.rejection().problems())
                .setProperties(document.getProperties().orElse(null))
                .setText(document.getText().orElse(null))
                .setTranscription(document.getTranscription().orElse(null))
                .setProfile(document.getProfile().orElse(null))
                .setExtraction(document.getExtraction().orElse(null))
                .setSummary(document.getSummary().orElse(null))
                .setClassification(document.getClassification().orElse(null))
                .setConfidence(confidence(document))
                .setAttempts(AttemptLog.whole(document))
                .setRedriveCount(document.getRedriveCount())
                .setDeadLetteredAt(clock.instant())
                .build();
    }

    /** The least of the finished stages'. */
    private static @Nullable Double confidence(Enrichment document) {
        return Stream.of(
                        document.getTranscription().map(Transcription::getConfidence),
                        document.getExtraction().map(Extraction::getConfidence),
                        document.getSummary().map(Summary::getConfidence),
                        document.getClassification().map(Classification::getConfidence))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
