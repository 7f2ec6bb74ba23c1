package dev.sluice.processor.async;

import dev.sluice.schemas.avro.PendingEntry;
import dev.sluice.schemas.avro.RecordHeader;
import dev.sluice.schemas.versions.StoreCodec;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** Pending records as bytes and back, as {@link PendingEntry}. Thread-safe if the serde is. */
final class PendingCodec<I> {
    private static final String NO_TOPIC = "";

    private final StoreCodec<PendingEntry> entries = StoreCodec.of(PendingEntry.class);
    private final Serde<I> values;

    PendingCodec(Serde<I> values) {
        this.values = values;
    }

    byte[] encode(Pending<I> pending) {
        List<RecordHeader> headers = new ArrayList<>();
        pending.headers().forEach(header -> headers.add(new RecordHeader(header.key(), wrap(header.value()))));
        return entries.encode(PendingEntry.newBuilder()
                .setKey(wrap(pending.key()))
                .setValue(ByteBuffer.wrap(values.serializer().serialize(NO_TOPIC, pending.value())))
                .setTimestamp(Instant.ofEpochMilli(pending.timestamp()))
                .setHeaders(headers)
                .setRetries(pending.retries())
                .setNotBefore(pending.notBefore())
                .build());
    }

    Pending<I> decode(byte[] bytes) {
        PendingEntry entry = entries.decode(bytes);
        Headers headers = new RecordHeaders();
        entry.getHeaders()
                .forEach(header ->
                        headers.add(header.getKey(), unwrap(header.getValue().orElse(null))));
        I value = values.deserializer().deserialize(NO_TOPIC, requiredBytes(entry.getValue()));
        return new Pending<>(
                unwrap(entry.getKey().orElse(null)),
                value,
                entry.getTimestamp().toEpochMilli(),
                headers,
                entry.getRetries(),
                entry.getNotBefore());
    }

    private static @Nullable ByteBuffer wrap(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }

    private static byte @Nullable [] unwrap(@Nullable ByteBuffer buffer) {
        return buffer == null ? null : requiredBytes(buffer);
    }

    private static byte[] requiredBytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
