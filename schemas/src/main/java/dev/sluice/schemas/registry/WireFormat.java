package dev.sluice.schemas.registry;

import dev.sluice.schemas.registry.UndecodableRecordException.Fault;
import java.nio.ByteBuffer;

/**
 * The header before the Avro encoding: a zero byte and the schema's id, big-endian.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format">
 *     Confluent's wire format</a>
 */
final class WireFormat {
    static final byte MAGIC = 0;
    static final int HEADER_BYTES = 5;

    private WireFormat() {}

    /** The schema's id. */
    static int schemaId(String topic, byte[] data) {
        if (data.length == 0) {
            throw new UndecodableRecordException(
                    Fault.EMPTY,
                    "A record of " + topic
                            + " is empty. Send no value at all to delete, or one from an Avro serializer.");
        }
        if (data[0] != MAGIC) {
            throw new UndecodableRecordException(
                    Fault.BAD_MAGIC,
                    "A record of %s does not begin with the byte 0x00 of the schema registry's wire format but with 0x%02X. Write it with an Avro serializer that uses a schema registry."
                            .formatted(topic, data[0]));
        }
        if (data.length < HEADER_BYTES) {
            throw new UndecodableRecordException(
                    Fault.TOO_SHORT,
                    "A record of %s ends after %d bytes, within its schema id. It was cut off: have it written again."
                            .formatted(topic, data.length));
        }
        return ByteBuffer.wrap(data, 1, Integer.BYTES).getInt();
    }
}
