package dev.sluice.schemas.registry;

import org.apache.kafka.common.errors.SerializationException;

/** A record cannot be written: it does not conform to its own schema. A fault of the program that made it. */
public final class UnencodableRecordException extends SerializationException {
    private static final long serialVersionUID = 1L;

    UnencodableRecordException(String message) {
        super(message);
    }

    UnencodableRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
