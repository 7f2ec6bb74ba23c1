package dev.sluice.processor.extract;

import dev.sluice.processor.ingest.CleanText;
import dev.sluice.schemas.avro.Span;
import dev.sluice.validate.Grounding;
import java.util.Optional;

/** A document's text, in which quotes are looked up. Thread-safe. */
final class SourceText {
    private final CleanText text;
    private final Grounding grounding;

    SourceText(CleanText text) {
        this.text = text;
        this.grounding = Grounding.in(text.text());
    }

    /**
     * A passage of the document.
     *
     * @param words as the document has them, white space normalised
     * @param span where they stand in the original text
     */
    record Passage(String words, Span span) {}

    /** The passage that a quote means; empty if the document has none like it. */
    Optional<Passage> find(String quote) {
        return grounding
                .find(quote)
                .map(found -> new Passage(
                        text.text().substring(found.getStart(), found.getEnd()),
                        text.toOriginal(found.getStart(), found.getEnd())));
    }
}
