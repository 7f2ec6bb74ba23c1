package dev.sluice.processor.engine;

import dev.sluice.processor.ingest.CleanText;
import dev.sluice.profile.Profile;
import dev.sluice.schemas.avro.Enrichment;

/**
 * What an engine works on.
 *
 * @param enrichment the document with the results of the finished stages and every attempt made so far
 * @param profile the document's kind
 * @param text the document's text as engines read it; spans in results refer to the original: see
 *     {@link CleanText#toOriginal}
 */
public record EngineTask(Enrichment enrichment, Profile profile, CleanText text) {}
