package dev.sluice.quickstart.tail;

import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.EnrichedDocument;

/** What became of a document, and the record that tells it. */
public sealed interface Outcome {
    Place place();

    /** The document's id. */
    String documentId();

    /** It passed the gate. */
    record Enriched(Place place, EnrichedDocument document) implements Outcome {
        @Override
        public String documentId() {
            return document.getDocumentId();
        }
    }

    /** It needs a person. */
    record DeadLettered(Place place, DeadLetter letter) implements Outcome {
        @Override
        public String documentId() {
            return letter.getDocumentId();
        }
    }

    /** The record itself cannot be read: somebody else wrote it, or with another registry. */
    record Unreadable(Place place, String documentId, String reason) implements Outcome {}

    /** Where a record lies. */
    record Place(String topic, int partition, long offset, long timestamp) {}
}
