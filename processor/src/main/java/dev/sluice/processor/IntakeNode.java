package dev.sluice.processor;

import dev.sluice.processor.step.Rejection;
import dev.sluice.processor.step.StageRejection;
import dev.sluice.runtime.trace.Tracing;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.RecordHeader;
import dev.sluice.schemas.avro.SourceCoordinates;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Takes a raw record as it is: notes where it came from and refuses what the stages cannot hold. The bytes are not read
 * here, because reading them may have to wait for the registry.
 */
final class IntakeNode extends ContextualProcessor<byte[], byte[], byte[], Object> {
    /** The key is written thrice into a dead letter and the headers twice, so neither may be large. */
    private static final int MAX_KEY_BYTES = 4 * 1024;

    private static final int MAX_HEADER_BYTES = 64 * 1024;

    private final int maxDocumentBytes;
    private final Tracing tracing;
    private final String accepted;
    private final String rejected;

    /**
     * @param accepted the node that takes {@link Enrichment}s
     * @param rejected the node that takes {@link StageRejection}s
     */
    IntakeNode(int maxDocumentBytes, Tracing tracing, String accepted, String rejected) {
        this.maxDocumentBytes = maxDocumentBytes;
        this.tracing = tracing;
        this.accepted = accepted;
        this.rejected = rejected;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata metadata = context().recordMetadata().orElseThrow();
        Optional<String> key = isLarge(record.key()) ? Optional.empty() : key(record.key());
        String id = key.orElseGet(() -> idOf(metadata));
        tracing.received(record.headers(), metadata.topic(), id);
        SourceCoordinates source = coordinates(record, metadata);
        Enrichment enrichment = Enrichment.newBuilder()
                .setDocumentId(id)
                .setSource(source)
                .setOriginalKey(wrap(record.key()))
                .setOriginalValue(wrap(record.value()))
                .build();
        Optional<Rejection> rejection = check(record, key);
        if (rejection.isPresent()) {
            StageRejection<Enrichment> refused = new StageRejection<>(Stage.EXTRACT, enrichment, rejection.get());
            context().forward(fitting(record).withValue(refused), rejected);
        } else {
            context().forward(record.withValue(enrichment), accepted);
        }
    }

    private Optional<Rejection> check(Record<byte[], byte @Nullable []> record, Optional<String> key) {
        byte[] value = record.value();
        boolean redriven = context().recordMetadata().orElseThrow().topic().equals(Topic.REDRIVE.topicName());
        if (value == null) {
            String contract = redriven ? "Redrive" : "RawDocument";
            return Optional.of(new Rejection(
                    DeadLetterReason.UNREADABLE, "The record has no value. Produce a " + contract + " as its value."));
        }
        if (isLarge(record.key())) {
            return Optional.of(new Rejection(
                    DeadLetterReason.TOO_LARGE,
                    "The record's key has " + record.key().length + " bytes, above " + MAX_KEY_BYTES
                            + ". Produce a shorter document id as its key, or no key."));
        }
        long headers = size(record.headers());
        if (headers > MAX_HEADER_BYTES) {
            return Optional.of(new Rejection(
                    DeadLetterReason.TOO_LARGE,
                    "The record's headers have " + headers + " bytes, above " + MAX_HEADER_BYTES
                            + ". Produce it with fewer or shorter ones."));
        }
        if (record.key() != null && key.isEmpty()) {
            return Optional.of(new Rejection(
                    DeadLetterReason.UNREADABLE,
                    "The record's key is not UTF-8. Produce the document id as a string key, or no key."));
        }
        // A redrive carries a document that was within the limit, and what was made of it.
        if (!redriven && value.length > maxDocumentBytes) {
            return Optional.of(new Rejection(
                    DeadLetterReason.TOO_LARGE,
                    "The record has " + value.length + " bytes, above max.document.bytes=" + maxDocumentBytes
                            + ". Raise the limit, or split the document."));
        }
        return Optional.empty();
    }

    /** The record without what is too large to be its dead letter's key or headers; the dead letter holds them anyway. */
    private static <V> Record<byte[], V> fitting(Record<byte[], V> record) {
        Record<byte[], V> fitting = isLarge(record.key()) ? record.withKey(null) : record;
        return size(record.headers()) > MAX_HEADER_BYTES ? fitting.withHeaders(new RecordHeaders()) : fitting;
    }

    private static boolean isLarge(byte @Nullable [] key) {
        return key != null && key.length > MAX_KEY_BYTES;
    }

    private static long size(Headers headers) {
        long size = 0;
        for (Header header : headers) {
            size += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return size;
    }

    /** The key as text, unless there is none or it is not text. */
    private static Optional<String> key(byte @Nullable [] key) {
        if (key == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(key))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** A document without an id of its own is known by where it came from. */
    private static String idOf(RecordMetadata source) {
        return source.topic() + "-" + source.partition() + "-" + source.offset();
    }

    private static SourceCoordinates coordinates(Record<?, ?> record, RecordMetadata metadata) {
        List<RecordHeader> headers = new ArrayList<>();
        record.headers().forEach(header -> headers.add(new RecordHeader(header.key(), wrap(header.value()))));
        return SourceCoordinates.newBuilder()
                .setTopic(metadata.topic())
                .setPartition(metadata.partition())
                .setOffset(metadata.offset())
                .setTimestamp(Instant.ofEpochMilli(record.timestamp()))
                .setHeaders(headers)
                .build();
    }

    private static @Nullable ByteBuffer wrap(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }
}
