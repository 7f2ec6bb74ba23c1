package dev.sluice.schemas.registry;

import dev.sluice.schemas.registry.UndecodableRecordException.Fault;
import java.io.EOFException;
import java.nio.BufferUnderflowException;
import java.util.regex.Pattern;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Tells whether a failure of somebody else's serde is the record's fault. Such serdes throw one exception for both, so it
 * goes by what is known of Confluent's: only what certainly comes from the bytes is held against the record. Anything else
 * counts as the registry's, because waiting can be put right and giving a good document up cannot.
 */
final class ForeignFailures {
    private static final Pattern MISSING_ID = Pattern.compile("error code: 404\\d\\d");

    private ForeignFailures() {}

    static RuntimeException ofReading(String topic, RuntimeException failure) {
        if (isKnown(failure)) {
            return failure;
        }
        if (causedByRecord(failure)) {
            return new UndecodableRecordException(
                    Fault.CORRUPT, "A record of " + topic + " cannot be read: " + chain(failure), failure);
        }
        return new RegistryUnavailableException(
                "A record of " + topic + " could not be read now: " + chain(failure), failure);
    }

    static RuntimeException ofWriting(String topic, RuntimeException failure) {
        if (isKnown(failure)) {
            return failure;
        }
        if (causedByRecord(failure) || failure.getCause() instanceof NullPointerException) {
            return new UnencodableRecordException(
                    "A record for " + topic + " does not conform to its schema: " + chain(failure), failure);
        }
        return new RegistryUnavailableException(
                "A record for " + topic + " could not be written now: " + chain(failure), failure);
    }

    private static boolean isKnown(RuntimeException failure) {
        return failure instanceof RegistryUnavailableException
                || failure instanceof UndecodableRecordException
                || failure instanceof UnencodableRecordException
                || failure instanceof InterruptException;
    }

    private static boolean causedByRecord(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            boolean ofRecord = switch (cause) {
                case EOFException e -> true;
                case AvroRuntimeException e -> true;
                case IndexOutOfBoundsException e -> true;
                case BufferUnderflowException e -> true;
                case ClassCastException e -> true;
                case SerializationException e -> message.contains("magic byte");
                default -> MISSING_ID.matcher(message).find();
            };
            if (ofRecord) {
                return true;
            }
        }
        return false;
    }

    private static String chain(Throwable failure) {
        String own = String.valueOf(failure.getMessage());
        return failure.getCause() == null
                ? own
                : own + ": " + failure.getCause().getMessage();
    }
}
