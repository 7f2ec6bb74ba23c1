package dev.sluice.processor.ingest;

import org.jspecify.annotations.Nullable;

/**
 * What one document has used up of the limits so far. Belongs to the thread that parses, except {@link #cancel}, which
 * any thread may call.
 *
 * <p>Once a limit is reached every further call throws, so that a parser which swallows the exception ends at the next.
 */
final class Reading {
    private final IngestLimits limits;
    private volatile @Nullable LimitReached reached;
    private long characters;
    private int embeddedDocuments;

    Reading(IngestLimits limits) {
        this.limits = limits;
    }

    /** Makes the parse end at its next step. */
    void cancel() {
        reached = new LimitReached("cancelled");
    }

    void check() {
        LimitReached limit = reached;
        if (limit != null) {
            throw limit;
        }
    }

    void written(int length) {
        check();
        characters += length;
        if (characters > limits.outputCharacters()) {
            stop("its text is longer than " + limits.outputCharacters()
                    + " characters: split the document or raise the limit");
        }
    }

    void embedded(int depth) {
        check();
        if (depth > limits.nesting()) {
            stop("documents are nested deeper than " + limits.nesting() + " levels: send the inner ones by themselves");
        }
        if (++embeddedDocuments > limits.embeddedDocuments()) {
            stop("it holds more than " + limits.embeddedDocuments() + " documents: send them by themselves");
        }
    }

    /** @param bytes inflated so far from one compressed source */
    void inflated(long bytes) {
        check();
        if (bytes > limits.inflatedBytes()) {
            stop("it decompresses to more than " + limits.inflatedBytes()
                    + " bytes: if that is no attack, split the document or raise the limit");
        }
    }

    private void stop(String detail) {
        LimitReached limit = new LimitReached(detail);
        reached = limit;
        throw limit;
    }
}
