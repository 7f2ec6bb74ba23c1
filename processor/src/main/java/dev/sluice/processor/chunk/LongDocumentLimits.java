package dev.sluice.processor.chunk;

/**
 * What may be done for one document that does not fit into one request.
 *
 * @param mostParts the most parts that it is read in at a stage, 2 to 1,000; beyond it is too large
 * @param parallel how many of them are read at once, 1 to 1,000
 */
public record LongDocumentLimits(int mostParts, int parallel) {
    /** 64 parts, which is more than 1,000 pages at the default size of a request, 8 at a time. */
    public static final LongDocumentLimits DEFAULTS = new LongDocumentLimits(64, 8);

    public LongDocumentLimits {
        if (mostParts < 2 || mostParts > 1_000) {
            throw new IllegalArgumentException("mostParts is " + mostParts + "; it must be 2 to 1,000");
        }
        if (parallel < 1 || parallel > 1_000) {
            throw new IllegalArgumentException("parallel is " + parallel + "; it must be 1 to 1,000");
        }
    }
}
