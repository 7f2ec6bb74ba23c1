package dev.sluice.schemas.registry;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Gives a serializer of anything a type, and its failures this package's meaning. */
record RecordSerializer<T extends SpecificRecord>(Serializer<Object> delegate) implements Serializer<T> {
    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T data) {
        try {
            return delegate.serialize(topic, data);
        } catch (RuntimeException e) {
            throw ForeignFailures.ofWriting(topic, e);
        }
    }

    @Override
    public byte @Nullable [] serialize(String topic, Headers headers, @Nullable T data) {
        try {
            return delegate.serialize(topic, headers, data);
        } catch (RuntimeException e) {
            throw ForeignFailures.ofWriting(topic, e);
        }
    }

    @Override
    public void close() {
        delegate.close();
    }
}
