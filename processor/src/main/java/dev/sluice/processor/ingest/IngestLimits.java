package dev.sluice.processor.ingest;

import java.time.Duration;

/**
 * What one document may cost, since a few bytes can ask for any amount of work.
 *
 * <p>At worst a parse holds a few times {@code inflatedBytes} in memory, and {@code parallel} of them run at once.
 *
 * @param time for the parse of one document with all its attachments; the wait for a free place does not count
 * @param inputBytes of the document as it arrives
 * @param outputCharacters of the document's text with that of all attachments
 * @param inflatedBytes of an office document after decompression, and of each compressed stream of a PDF
 * @param nesting how deep attachments are followed: 1 for those of the document itself
 * @param embeddedDocuments attachments at all depths together
 * @param parallel parses at once; further ones wait
 */
public record IngestLimits(
        Duration time,
        int inputBytes,
        int outputCharacters,
        long inflatedBytes,
        int nesting,
        int embeddedDocuments,
        int parallel) {

    /** 30 s, 32 MiB in, 2,000,000 characters out, 128 MiB inflated, 5 levels, 100 attachments, 4 at once. */
    public static final IngestLimits DEFAULTS =
            new IngestLimits(Duration.ofSeconds(30), 32 << 20, 2_000_000, 128L << 20, 5, 100, 4);

    public IngestLimits {
        if (!time.isPositive()) {
            throw new IllegalArgumentException("time must be positive, is " + time);
        }
        requireAtLeast(1, inputBytes, "inputBytes");
        requireAtLeast(1, outputCharacters, "outputCharacters");
        requireAtLeast(1, inflatedBytes, "inflatedBytes");
        requireAtLeast(0, nesting, "nesting");
        requireAtLeast(0, embeddedDocuments, "embeddedDocuments");
        requireAtLeast(1, parallel, "parallel");
    }

    private static void requireAtLeast(long least, long value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", is " + value);
        }
    }
}
