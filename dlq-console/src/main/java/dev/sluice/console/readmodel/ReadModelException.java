package dev.sluice.console.readmodel;

/** The read model cannot answer now. It mends itself: ask again after a moment. */
public final class ReadModelException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ReadModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
