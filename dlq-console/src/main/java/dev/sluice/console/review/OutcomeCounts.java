package dev.sluice.console.review;

import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.DocumentOutcome;
import dev.sluice.schemas.avro.OutcomeCount;
import dev.sluice.schemas.versions.StoreCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Counts what becomes of documents, by the hour of their records. What changed is written now and then rather than for each
 * document, in the transaction of the records that it counts, so the counts are exact. Used by one stream thread.
 */
final class OutcomeCounts {
    static final Duration KEPT = Duration.ofDays(15);
    private static final String STORE = "outcomes";
    private static final StoreCodec<OutcomeCount> CODEC = StoreCodec.of(OutcomeCount.class);

    private final KeyValueStore<byte[], byte[]> counts;
    private final int partition;
    private final TreeSet<byte[]> changed = new TreeSet<>(Arrays::compare);
    private Instant cleanedAt = Instant.EPOCH;

    OutcomeCounts(ProcessorContext<?, ?> context) {
        this.counts = context.getStateStore(STORE);
        this.partition = context.taskId().partition();
    }

    /** The store, for the topology. */
    static StoreBuilder<?> builder() {
        return Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(STORE), Serdes.ByteArray(), Serdes.ByteArray());
    }

    /** A document was published, by the gate or by a person. */
    void published(Instant at, boolean reviewed) {
        count(at, reviewed ? DocumentOutcome.REVIEWED : DocumentOutcome.ENRICHED, Optional.empty());
    }

    /** A document was dead-lettered. */
    void held(Instant at, DeadLetterReason reason) {
        count(at, DocumentOutcome.HELD, Optional.of(reason.name()));
    }

    /** Hands on what changed, and takes back what is too old: then there is no value. */
    void flush(Instant now, BiConsumer<byte[], Optional<OutcomeCount>> sink) {
        changed.forEach(key -> sink.accept(key, find(key)));
        changed.clear();
        Instant hour = now.truncatedTo(ChronoUnit.HOURS);
        if (hour.isAfter(cleanedAt)) {
            cleanedAt = hour;
            for (byte[] key : before(hour.minus(KEPT))) {
                counts.delete(key);
                sink.accept(key, Optional.empty());
            }
        }
    }

    private void count(Instant at, DocumentOutcome outcome, Optional<String> reason) {
        Instant hour = at.truncatedTo(ChronoUnit.HOURS);
        byte[] key = String.join("/", hour.toString(), outcome.name(), reason.orElse(""), Integer.toString(partition))
                .getBytes(StandardCharsets.UTF_8);
        long count = find(key).map(OutcomeCount::getCount).orElse(0L) + 1;
        counts.put(key, CODEC.encode(new OutcomeCount(hour, outcome, reason.orElse(null), partition, count)));
        changed.add(key);
    }

    private Optional<OutcomeCount> find(byte[] key) {
        byte @Nullable [] value = counts.get(key);
        return value == null ? Optional.empty() : Optional.of(CODEC.decode(value));
    }

    /** Keys begin with the hour, so the oldest stand first. */
    private List<byte[]> before(Instant hour) {
        List<byte[]> keys = new ArrayList<>();
        byte[] end = hour.toString().getBytes(StandardCharsets.UTF_8);
        try (KeyValueIterator<byte[], byte[]> old = counts.range(null, end)) {
            old.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }
}
