package dev.sluice.processor.ingest;

import java.util.Optional;

/** How the reading of a document ended. */
public sealed interface IngestResult {

    /**
     * The document's text.
     *
     * @param text paragraphs, list items and table rows on lines of their own, the cells of a row apart by tabs; never blank
     * @param mediaType what it was read as: the declared type, or the detected one where the bytes contradict
     * @param title as found in the document, such as a mail's subject; cut off if it is very long
     */
    record Read(String text, String mediaType, Optional<String> title) implements IngestResult {}

    /**
     * The document is a picture, or a PDF of pictures, that a model must look at: see {@link Ingestor#page}. Only where the
     * limits for that are given.
     *
     * @param mediaType as for a text
     * @param count how many pages there are, at least 1
     */
    record Pages(String mediaType, int count) implements IngestResult {}

    /** The document is of a kind that is read, but not this one: encrypted, corrupt or without text. */
    record Unreadable(String detail) implements IngestResult {}

    /** The document is of a kind that is not read, such as an archive, or an image where no model can see. */
    record Unsupported(String mediaType, String remedy) implements IngestResult {}

    /** The document goes beyond one of the {@link IngestLimits}; the detail says which. */
    record TooLarge(String detail) implements IngestResult {}
}
