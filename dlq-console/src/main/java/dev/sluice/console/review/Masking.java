package dev.sluice.console.review;

import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.Correction;
import dev.sluice.schemas.avro.DocumentProperties;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.ModelOutput;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.Summary;
import dev.sluice.validate.Results;
import dev.sluice.validate.safety.Handling;
import dev.sluice.validate.safety.Mask;
import dev.sluice.validate.safety.PersonalData;
import dev.sluice.validate.safety.PersonalDataPolicy;
import dev.sluice.validate.safety.SafetyCheck;
import java.util.Optional;
import java.util.Set;

/**
 * Masks in what a person publishes the data that the gate would have masked. What the gate would have held stays: the
 * person saw it and decided.
 */
final class Masking {
    private final PersonalDataPolicy policy;
    private final Set<PersonalData> masked;

    Masking(PersonalDataPolicy policy) {
        this.policy = policy;
        this.masked = policy.kinds(Handling.MASK);
    }

    EnrichedDocument mask(EnrichedDocument document) {
        if (masked.isEmpty()) {
            return document;
        }
        Findings values =
                new Findings(Optional.of(document.getExtraction().getFields()), Optional.empty(), Optional.empty());
        Results safe = new SafetyCheck(policy)
                .check(
                        new Results(document.getExtraction(), document.getSummary(), document.getClassification()),
                        values.fieldsJson());
        return EnrichedDocument.newBuilder(document)
                .setText(Mask.mask(document.getText(), masked))
                .setProperties(DocumentProperties.newBuilder(document.getProperties())
                        .setTitle(document.getProperties()
                                .getTitle()
                                .map(title -> Mask.mask(title, masked))
                                .orElse(null))
                        .build())
                .setExtraction(safe.extraction())
                .setSummary(safe.summary())
                .setClassification(safe.classification())
                .build();
    }

    Correction mask(Correction correction) {
        if (masked.isEmpty()) {
            return correction;
        }
        Findings right = safe(new Findings(correction.getFields(), correction.getSummary(), correction.getLabel()));
        ModelOutput output = correction.getModelOutput().orElseThrow();
        Findings found = safe(new Findings(output.getFields(), output.getSummary(), output.getLabel()));
        return Correction.newBuilder(correction)
                .setText(Mask.mask(correction.getText(), masked))
                .setFields(right.fields().orElse(null))
                .setSummary(right.summary().orElse(null))
                .setModelOutput(new ModelOutput(
                        found.fields().orElse(null),
                        found.summary().orElse(null),
                        found.label().orElse(null)))
                .build();
    }

    private Findings safe(Findings findings) {
        Origin nobody = new Origin("", null, null);
        Results safe = new SafetyCheck(policy)
                .check(
                        new Results(
                                Extraction.newBuilder()
                                        .setConfidence(0)
                                        .setOrigin(nobody)
                                        .build(),
                                new Summary(findings.summary().orElse(""), 0.0, nobody),
                                Classification.newBuilder()
                                        .setLabel("")
                                        .setConfidence(0)
                                        .setRationale("")
                                        .setOrigin(nobody)
                                        .build()),
                        findings.fieldsJson());
        return new Findings(
                findings.fields().map(fields -> safe.extraction().getFields()),
                findings.summary().map(summary -> safe.summary().getText()),
                findings.label());
    }
}
