package dev.sluice.processor.engine;

import dev.sluice.processor.ingest.CleanText;
import dev.sluice.profile.Profile;
import dev.sluice.schemas.avro.Enrichment;
import java.util.Optional;

/**
 * What an engine works on.
 *
 * @param enrichment the document with the results of the finished stages and every attempt made so far
 * @param profile the document's kind
 * @param text the document's text as engines read it; spans in results refer to the original: see
 *     {@link CleanText#toOriginal}
 * @param excerpt what the text is, where it is not the whole document
 */
public record EngineTask(Enrichment enrichment, Profile profile, CleanText text, Optional<Excerpt> excerpt) {

    /** A whole document. */
    public EngineTask(Enrichment enrichment, Profile profile, CleanText text) {
        this(enrichment, profile, text, Optional.empty());
    }

    /** The same document with something else to read. */
    public EngineTask reading(CleanText other, Excerpt what) {
        return new EngineTask(enrichment, profile, other, Optional.of(what));
    }
}
