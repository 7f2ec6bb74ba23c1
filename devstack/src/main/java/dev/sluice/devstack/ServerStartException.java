package dev.sluice.devstack;

/** A broker or registry that could not be started; the message says why, where its log is and quotes the log's end. */
public final class ServerStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ServerStartException(String message) {
        super(message);
    }

    ServerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
