package dev.sluice.processor.gate;

import dev.sluice.schemas.avro.DocumentProperties;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.validate.Results;
import dev.sluice.validate.safety.Handling;
import dev.sluice.validate.safety.Mask;
import dev.sluice.validate.safety.PersonalData;
import dev.sluice.validate.safety.PersonalDataPolicy;
import java.util.Set;

/** What may be published of a document: its results, and its text and title with the same data masked. */
final class Publication {
    private Publication() {}

    static Enrichment of(Enrichment document, Results safe, PersonalDataPolicy policy) {
        Set<PersonalData> masked = policy.kinds(Handling.MASK);
        if (masked.isEmpty()) {
            return document;
        }
        DocumentProperties properties = document.getProperties().orElseThrow();
        return Enrichment.newBuilder(document)
                .setText(Mask.mask(document.getText().orElseThrow(), masked))
                .setProperties(DocumentProperties.newBuilder(properties)
                        .setTitle(properties
                                .getTitle()
                                .map(title -> Mask.mask(title, masked))
                                .orElse(null))
                        .build())
                .setExtraction(safe.extraction())
                .setSummary(safe.summary())
                .setClassification(safe.classification())
                .build();
    }
}
