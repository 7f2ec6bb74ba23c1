package dev.sluice.schemas.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.schemas.TrustedContracts;
import dev.sluice.schemas.registry.UndecodableRecordException.Fault;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.AvroTypeException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro records by the id that they carry, into generated classes or generic records. Name it as any client's
 * {@code value.deserializer}; the settings are in {@link RegistryKeys}.
 *
 * <p>The first record of an id asks the registry and waits for it, up to the tries and timeouts of the settings; later ones
 * do not. Throws {@link RegistryUnavailableException} when the registry does not serve it (the record can be read later),
 * {@link UndecodableRecordException} when the bytes are at fault (it cannot), and
 * {@link org.apache.kafka.common.errors.InterruptException} when the thread is interrupted while it waits. Thread-safe once
 * configured.
 */
public final class RegistryAvroDeserializer implements Deserializer<Object> {
    private static final int MOST_READERS = 1_000;

    private final Cache<Integer, DatumReader<Object>> readers =
            Caffeine.newBuilder().maximumSize(MOST_READERS).build();
    private @Nullable RegistryClient registry;
    private @Nullable RecordReaders target;

    /** For Kafka, which calls {@link #configure} next. */
    public RegistryAvroDeserializer() {}

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        TrustedContracts.trust();
        AbstractConfig config = RegistryKeys.parse(settings);
        target = RecordReaders.from(config, isKey);
        registry = RegistryClient.of(config);
    }

    @Override
    public @Nullable Object deserialize(String topic, byte @Nullable [] data) {
        if (data == null) {
            return null;
        }
        if (registry == null || target == null) {
            throw new IllegalStateException("Call configure() before deserialize().");
        }
        int id = WireFormat.schemaId(topic, data);
        DatumReader<Object> reader = readers.getIfPresent(id);
        if (reader == null) {
            reader = target.readerOf(registry.schema(id));
            readers.put(id, reader);
        }
        String subject = "A record of " + topic + " with schema id " + id;
        BinaryDecoder decoder = DecoderFactory.get()
                .binaryDecoder(data, WireFormat.HEADER_BYTES, data.length - WireFormat.HEADER_BYTES, null);
        try {
            Object value = reader.read(null, new UncountedDecoder(decoder));
            if (!decoder.isEnd()) {
                throw new UndecodableRecordException(
                        Fault.TRAILING_BYTES,
                        subject + " has bytes after its end: it was written with another schema.");
            }
            return value;
        } catch (EOFException e) {
            throw new UndecodableRecordException(
                    Fault.TRUNCATED, subject + " ends too early: it was cut off or written with another schema.", e);
        } catch (AvroTypeException e) {
            throw new UndecodableRecordException(
                    Fault.INCOMPATIBLE_SCHEMA,
                    subject + " cannot be read as " + target.name() + ": " + e.getMessage()
                            + ". Write it with a compatible schema.",
                    e);
        } catch (UndecodableRecordException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new UndecodableRecordException(
                    Fault.CORRUPT, subject + " is not an encoding of that schema: " + e, e);
        }
    }

    @Override
    public void close() {
        if (registry != null) {
            registry.close();
        }
    }
}
