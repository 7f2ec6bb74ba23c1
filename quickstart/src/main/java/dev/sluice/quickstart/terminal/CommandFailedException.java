package dev.sluice.quickstart.terminal;

/** A command could not do what it was asked; the message says what was wrong, where, and the remedy. */
public final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandFailedException(String message) {
        super(message);
    }

    public CommandFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
