package dev.sluice.console.review;

import dev.sluice.schemas.registry.UndecodableRecordException;
import dev.sluice.schemas.registry.UndecodableRecordException.Fault;
import dev.sluice.schemas.versions.StoreCodec;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Serializers that need no registry. */
public final class StoredRecords {
    private StoredRecords() {}

    public static <T extends SpecificRecordBase> Serializer<T> serializer(Class<T> type) {
        StoreCodec<T> codec = StoreCodec.of(type);
        return (topic, value) -> codec.encode(value);
    }

    public static <T extends SpecificRecordBase> Deserializer<T> deserializer(Class<T> type) {
        StoreCodec<T> codec = StoreCodec.of(type);
        return (topic, bytes) -> {
            try {
                return codec.decode(bytes);
            } catch (SerializationException e) {
                throw new UndecodableRecordException(Fault.CORRUPT, "damaged", e);
            }
        };
    }
}
