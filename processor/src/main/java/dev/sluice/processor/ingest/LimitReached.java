package dev.sluice.processor.ingest;

/** Thrown through a parser to end it: the only way out of foreign code. Never leaves this package. */
final class LimitReached extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LimitReached(String message) {
        super(message, null, false, false);
    }
}
