package dev.sluice.devstack;

/** A server that could not be started; the message says why, and of a broker or registry where its log is and how it ends. */
public final class ServerStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ServerStartException(String message) {
        super(message);
    }

    /** Says in {@code message} why, and what to do about it. */
    public ServerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
