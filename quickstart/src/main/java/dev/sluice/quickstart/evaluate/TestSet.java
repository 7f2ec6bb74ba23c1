package dev.sluice.quickstart.evaluate;

import dev.sluice.processor.example.Corrections;
import dev.sluice.profile.Example;
import dev.sluice.schemas.avro.Correction;
import dev.sluice.schemas.avro.CorrectionKind;
import dev.sluice.schemas.avro.CorrectionSource;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Documents whose results are known.
 *
 * @param measured those to measure by
 * @param corrected those that the engines may learn from, as if people had corrected them before
 */
record TestSet(List<Example> measured, List<Example> corrected) {

    TestSet {
        measured = List.copyOf(measured);
        corrected = List.copyOf(corrected);
    }

    /**
     * The second as they would come from {@code documents.corrections}. A document that is in both has one id, so that it is no
     * example for itself.
     */
    Corrections corrections(String profile) {
        Map<String, String> names = new HashMap<>();
        measured.forEach(example -> names.put(example.text(), example.name()));
        Corrections corrections = new Corrections();
        corrected.forEach(example -> corrections.put(Correction.newBuilder()
                .setDocumentId(names.getOrDefault(example.text(), "corrected/" + example.name()))
                .setProfile(profile)
                .setText(example.text())
                .setFields(example.fields().map(Object::toString).orElse(null))
                .setLabel(example.label().orElse(null))
                .setCorrectedBy("sluice eval")
                .setCorrectedAt(Instant.EPOCH)
                .setSource(CorrectionSource.DEAD_LETTER)
                .setKind(CorrectionKind.CORRECTED)
                .build()));
        return corrections;
    }
}
