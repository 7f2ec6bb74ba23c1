package dev.sluice.processor.async;

import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record that a stage has taken in and not settled.
 *
 * @param timestamp the record's, in milliseconds since the epoch
 * @param retries how often the step asked to be called again later
 * @param notBefore the earliest time to call it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the key is Kafka's own array, handed on as it is
record Pending<I>(byte @Nullable [] key, I value, long timestamp, Headers headers, int retries, Instant notBefore) {

    Pending<I> heldWith(I newValue) {
        return new Pending<>(key, newValue, timestamp, headers, retries, Instant.EPOCH);
    }

    Pending<I> retryWith(I newValue, Instant newNotBefore) {
        return new Pending<>(key, newValue, timestamp, headers, retries + 1, newNotBefore);
    }
}
