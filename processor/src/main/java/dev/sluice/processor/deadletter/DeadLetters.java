package dev.sluice.processor.deadletter;

import dev.sluice.processor.step.StageRejection;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.Enrichment;
import java.time.Clock;

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
                .setProfile(document.getProfile().orElse(null))
                .setExtraction(document.getExtraction().orElse(null))
                .setSummary(document.getSummary().orElse(null))
                .setClassification(document.getClassification().orElse(null))
                .setAttempts(document.getAttempts())
                .setRedriveCount(document.getRedriveCount())
                .setDeadLetteredAt(clock.instant())
                .build();
    }
}
