package dev.sluice.processor.engine;

import dev.sluice.schemas.avro.Span;
import java.util.Optional;

/**
 * What an engine reads of a document that is too long to be read whole.
 *
 * @param part the range of the document's text that the result is about; absent where that is all of it
 * @param note says to a model what it reads
 */
public record Excerpt(Optional<Span> part, String note) {}
