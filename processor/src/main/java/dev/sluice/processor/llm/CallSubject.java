package dev.sluice.processor.llm;

import dev.sluice.schemas.avro.DocumentProperties;
import dev.sluice.schemas.avro.Enrichment;
import java.util.Optional;

/**
 * Whose document a model is asked about: what budgets and quotas go by.
 *
 * @param profile absent while it is not known
 */
public record CallSubject(String documentId, Optional<String> tenant, Optional<String> profile) {

    /** That of a document as it stands. */
    public static CallSubject of(Enrichment document) {
        return new CallSubject(
                document.getDocumentId(),
                document.getProperties().flatMap(DocumentProperties::getTenant),
                document.getProfile());
    }
}
