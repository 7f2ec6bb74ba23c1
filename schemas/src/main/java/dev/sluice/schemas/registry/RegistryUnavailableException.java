package dev.sluice.schemas.registry;

import org.apache.kafka.common.errors.SerializationException;

/**
 * The schema registry does not serve this client now: it cannot be reached, is overloaded, refuses the credentials, or the
 * program's own schema is not registered in it. Nothing is wrong with the record: wait and try again; the record must not
 * be given up.
 */
public class RegistryUnavailableException extends SerializationException {
    private static final long serialVersionUID = 1L;

    public RegistryUnavailableException(String message) {
        super(message);
    }

    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
