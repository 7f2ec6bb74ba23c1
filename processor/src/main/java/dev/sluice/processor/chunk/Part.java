package dev.sluice.processor.chunk;

import dev.sluice.processor.engine.EngineTask;
import dev.sluice.schemas.avro.Span;
import java.util.function.Supplier;

/**
 * A part of a document and how to ask about it.
 *
 * @param span where it stands in the document
 * @param task makes what the engine works on, when its turn comes: all at once would not be in bounded memory
 */
public record Part(Span span, Supplier<EngineTask> task) {

    int length() {
        return span.getEnd() - span.getStart();
    }
}
