package dev.sluice.schemas.registry;

import dev.sluice.schemas.registry.UndecodableRecordException.Fault;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Gives a deserializer of anything a type, and its failures this package's meaning. */
record RecordDeserializer<T extends SpecificRecord>(Deserializer<Object> delegate, Class<T> type)
        implements Deserializer<T> {
    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] data) {
        try {
            return typed(topic, delegate.deserialize(topic, data));
        } catch (RuntimeException e) {
            throw ForeignFailures.ofReading(topic, e);
        }
    }

    @Override
    public @Nullable T deserialize(String topic, Headers headers, byte @Nullable [] data) {
        try {
            return typed(topic, delegate.deserialize(topic, headers, data));
        } catch (RuntimeException e) {
            throw ForeignFailures.ofReading(topic, e);
        }
    }

    @Override
    public void close() {
        delegate.close();
    }

    private @Nullable T typed(String topic, @Nullable Object value) {
        if (value == null || type.isInstance(value)) {
            return type.cast(value);
        }
        throw new UndecodableRecordException(
                Fault.INCOMPATIBLE_SCHEMA,
                "A record of " + topic + " was read as a " + value.getClass().getName() + " and not as a "
                        + type.getName() + ". Write it with that contract's schema.");
    }
}
