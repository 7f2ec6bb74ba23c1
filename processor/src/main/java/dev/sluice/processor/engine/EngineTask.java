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
 * @param part which of several answers is wanted, such as a vote or what is about a part of a long document; empty if there
 *     is one only
 * @param note says to a model what the text is, where it is not the whole document
 */
public record EngineTask(
        Enrichment enrichment, Profile profile, CleanText text, Optional<String> part, Optional<String> note) {

    /** The task of giving the only answer. */
    public EngineTask(Enrichment enrichment, Profile profile, CleanText text) {
        this(enrichment, profile, text, Optional.empty(), Optional.empty());
    }

    /** The same task for one of several answers. */
    public EngineTask withPart(String name) {
        return new EngineTask(enrichment, profile, text, Optional.of(name), note);
    }

    /** Whether the answer is to be about a part of the document only. */
    public boolean isPart() {
        return part.filter(Excerpt::isNameOfPart).isPresent();
    }

    /** The same task with something else to read, in one of several requests that make up the answer. */
    public EngineTask reading(Excerpt excerpt) {
        String name = part.map(whole -> whole + ", " + excerpt.name()).orElse(excerpt.name());
        return new EngineTask(
                enrichment,
                profile,
                excerpt.text(),
                excerpt.name().isEmpty() ? part : Optional.of(name),
                Optional.of(excerpt.note()));
    }
}
