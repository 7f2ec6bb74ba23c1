package dev.sluice.runtime.control;

import java.io.Serial;

/** A record on {@code pipeline.control} sets nothing that this release understands; the message says why. */
final class UnusableSettingException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    UnusableSettingException(String message) {
        super(message);
    }
}
