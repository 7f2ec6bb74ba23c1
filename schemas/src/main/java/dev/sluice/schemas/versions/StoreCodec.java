package dev.sluice.schemas.versions;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.message.BadHeaderException;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Encodes records for state stores, without a registry: each entry names the version of its contract by fingerprint, and
 * every committed version is read, so that entries outlive upgrades. Thread-safe; make one per type and keep it.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#single-object-encoding">Avro's single-object encoding</a>
 * @param <T> the contract's class
 */
public final class StoreCodec<T extends SpecificRecordBase> {
    private final String name;
    private final BinaryMessageEncoder<T> encoder;
    private final BinaryMessageDecoder<T> decoder;

    private StoreCodec(Class<T> type, Iterable<Schema> versions) {
        SpecificData model = SpecificData.getForClass(type);
        Schema current = model.getSchema(type);
        this.name = type.getSimpleName();
        this.encoder = new BinaryMessageEncoder<>(model, current);
        this.decoder = new BinaryMessageDecoder<>(model, current);
        versions.forEach(decoder::addSchema);
    }

    /** One for a contract whose versions are committed. */
    public static <T extends SpecificRecordBase> StoreCodec<T> of(Class<T> type) {
        return new StoreCodec<>(type, ContractVersions.of(type));
    }

    /** One that reads these versions besides the current one. */
    static <T extends SpecificRecordBase> StoreCodec<T> of(Class<T> type, Iterable<Schema> versions) {
        return new StoreCodec<>(type, versions);
    }

    /** Throws {@link SerializationException} when the record does not conform to its schema. */
    public byte[] encode(T entry) {
        try {
            ByteBuffer encoded = encoder.encode(entry);
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("A " + name + " does not conform to its schema: " + e.getMessage(), e);
        }
    }

    /** Throws {@link SerializationException} when the bytes are damaged, or of a later release of this program. */
    public T decode(byte[] bytes) {
        try {
            return decoder.decode(bytes);
        } catch (MissingSchemaException e) {
            throw new SerializationException(
                    "A stored " + name + " was written by a release of Sluice that this one does not know: start that"
                            + " release or a later one again (" + e.getMessage() + ").",
                    e);
        } catch (BadHeaderException e) {
            throw new SerializationException("A stored " + name + " has no valid header: " + e.getMessage(), e);
        } catch (IOException | AvroRuntimeException e) {
            throw new SerializationException("A stored " + name + " is damaged: " + e.getMessage(), e);
        }
    }
}
