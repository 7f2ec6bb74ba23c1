package dev.sluice.processor.engine;

import dev.sluice.processor.ingest.CleanText;
import dev.sluice.schemas.avro.Span;

/**
 * What an engine reads of a document that is too long to be read whole.
 *
 * @param name tells the requests that make up an answer apart: attempts carry it; empty for the one about all of the document
 * @param note says to a model what the text is
 */
public record Excerpt(String name, CleanText text, String note) {
    private static final String CHARACTERS = "characters ";

    /** What is about a part of the document. */
    public static Excerpt ofPart(Span part, CleanText text, String note) {
        return new Excerpt(CHARACTERS + part.getStart() + " to " + part.getEnd(), text, note);
    }

    /** What is about all of the document. */
    public static Excerpt ofAll(CleanText text, String note) {
        return new Excerpt("", text, note);
    }

    /** Whether what attempts carry names a part of a document. */
    static boolean isNameOfPart(String part) {
        return part.contains(CHARACTERS);
    }
}
