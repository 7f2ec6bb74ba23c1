package dev.sluice.schemas.registry;

import org.apache.kafka.common.errors.SerializationException;

/** A record's bytes cannot be read, and trying again will not change that: the record is at fault, not the registry. */
public final class UndecodableRecordException extends SerializationException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with the bytes. */
    public enum Fault {
        /** There are none. */
        EMPTY,
        /** The first byte is not the wire format's zero. */
        BAD_MAGIC,
        /** They end within the schema's id. */
        TOO_SHORT,
        /** The registry holds no Avro record's schema under the id. */
        UNKNOWN_SCHEMA,
        /** No generated class has the name of the schema. */
        NO_CLASS,
        /** The schema they were written with, or a value in them, cannot be read as the wanted schema. */
        INCOMPATIBLE_SCHEMA,
        /** They end before the record does. */
        TRUNCATED,
        /** Bytes are left over after the record. */
        TRAILING_BYTES,
        /** They are not an encoding of their schema. */
        CORRUPT
    }

    private final Fault fault;

    public UndecodableRecordException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    public UndecodableRecordException(Fault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    /** What is wrong with the bytes. */
    public Fault fault() {
        return fault;
    }
}
