package dev.sluice.schemas.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro records, generated or generic, with the id of their own schema as the registry knows it. Name it as any
 * client's {@code value.serializer}; the settings are in {@link RegistryKeys}.
 *
 * <p>The first record of a schema asks the registry and waits for it, up to the tries and timeouts of the settings; later
 * ones do not. Throws {@link RegistryUnavailableException} when the registry does not serve it (the record can be written
 * later), {@link UnencodableRecordException} when the record does not conform to its own schema (it cannot), and
 * {@link org.apache.kafka.common.errors.InterruptException} when the thread is interrupted while it waits. Thread-safe once
 * configured.
 */
public final class RegistryAvroSerializer implements Serializer<Object> {
    private @Nullable RegistryClient registry;
    private String subjectSuffix = "-value";

    /** For Kafka, which calls {@link #configure} next. */
    public RegistryAvroSerializer() {}

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        subjectSuffix = isKey ? "-key" : "-value";
        registry = RegistryClient.of(RegistryKeys.parse(settings));
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable Object data) {
        if (data == null) {
            return null;
        }
        if (!(data instanceof IndexedRecord avro)) {
            throw new UnencodableRecordException("A value for " + topic + " is a "
                    + data.getClass().getName() + " and not an Avro record: this serializer writes only those.");
        }
        if (registry == null) {
            throw new IllegalStateException("Call configure() before serialize().");
        }
        Schema schema = avro.getSchema();
        int id = registry.id(topic + subjectSuffix, schema);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(WireFormat.MAGIC);
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
        try {
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            writer(avro, schema).write(avro, encoder);
            encoder.flush();
        } catch (IOException | RuntimeException e) {
            throw new UnencodableRecordException(
                    "A " + schema.getFullName() + " for " + topic + " does not conform to its schema: "
                            + e.getMessage(),
                    e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        if (registry != null) {
            registry.close();
        }
    }

    private static DatumWriter<IndexedRecord> writer(IndexedRecord avro, Schema schema) {
        return switch (avro) {
            case SpecificRecordBase generated -> new SpecificDatumWriter<>(schema, generated.getSpecificData());
            case SpecificRecord specific -> new SpecificDatumWriter<>(schema, SpecificData.get());
            default -> new GenericDatumWriter<>(schema, GenericData.get());
        };
    }
}
