package dev.sluice.processor.example;

import dev.sluice.schemas.avro.Correction;
import dev.sluice.schemas.avro.CorrectionKind;
import dev.sluice.schemas.avro.CorrectionSource;
import java.time.Instant;

/** Corrections for tests. */
public final class KnownDocuments {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private KnownDocuments() {}

    /** A correction of a support e-mail with a label and nothing else. */
    public static Correction labelled(String documentId, String text, String label) {
        return correction(documentId, text).setLabel(label).build();
    }

    /** A correction of a support e-mail without results, to be added. */
    public static Correction.Builder correction(String documentId, String text) {
        return Correction.newBuilder()
                .setDocumentId(documentId)
                .setProfile("support-email")
                .setText(text)
                .setCorrectedBy("ann")
                .setCorrectedAt(NOON)
                .setSource(CorrectionSource.DEAD_LETTER)
                .setKind(CorrectionKind.CORRECTED);
    }

    /** At a number of seconds after noon. */
    static Correction at(long seconds, String documentId) {
        return correction(documentId, "Text of " + documentId)
                .setLabel("general_inquiry")
                .setCorrectedAt(NOON.plusSeconds(seconds))
                .build();
    }
}
