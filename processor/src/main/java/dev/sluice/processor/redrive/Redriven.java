package dev.sluice.processor.redrive;

import dev.sluice.processor.deadletter.OriginalBytes;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.Redrive;

/** A dead letter as the document that it was before. */
final class Redriven {
    private Redriven() {}

    /**
     * The document with the results of the stages before the one that it enters at, and with its text unless that is to be
     * read again. What was tried so far is kept as a record and does not count against what is tried now.
     */
    static Enrichment of(Redrive redrive) {
        DeadLetter letter = redrive.getDeadLetter();
        Enrichment.Builder document = Enrichment.newBuilder()
                .setDocumentId(letter.getDocumentId())
                .setSource(letter.getSource())
                .setOriginalKey(letter.getOriginalKey().orElse(null))
                .setOriginalValue(OriginalBytes.of(letter).orElse(null))
                .setRedriveCount(letter.getRedriveCount())
                .setEarlierAttempts(letter.getAttempts())
                .setEngineOverride(redrive.getEngine().orElse(null))
                .setPromptsOverride(redrive.getPrompts().orElse(null))
                .setProfile(redrive.getProfile().orElse(null));
        if (redrive.getReread() || letter.getText().isEmpty()) {
            return document.build();
        }
        document.setText(letter.getText().orElseThrow())
                .setProperties(letter.getProperties().orElse(null))
                .setTranscription(letter.getTranscription().orElse(null))
                .setProfile(redrive.getProfile().or(letter::getProfile).orElse(null));
        if (isKept(Stage.EXTRACT, redrive)) {
            document.setExtraction(letter.getExtraction().orElse(null));
        }
        if (isKept(Stage.SUMMARIZE, redrive)) {
            document.setSummary(letter.getSummary().orElse(null));
        }
        if (isKept(Stage.CLASSIFY, redrive)) {
            document.setClassification(letter.getClassification().orElse(null));
        }
        return document.build();
    }

    /** Stages are declared in the order of the pipeline. */
    private static boolean isKept(Stage result, Redrive redrive) {
        return result.compareTo(Stage.of(redrive.getStage()).orElse(Stage.EXTRACT)) < 0;
    }
}
