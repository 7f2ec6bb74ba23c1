package dev.sluice.processor.cache;

import dev.sluice.schemas.Stage;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stores of answers, the nearest first. What a farther one has is kept in the nearer ones too. Thread-safe. */
final class Levels implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Levels.class);

    private final List<AnswerStore> stores;
    private final Duration ttl;
    private final int maxEntryBytes;
    private final CacheMetrics metrics;
    private final Clock clock;
    private final AnswerCodec codec = new AnswerCodec();

    /** Those that the settings name. */
    static Levels of(CacheSettings settings, Optional<RedisStore> redis, CacheMetrics metrics, Clock clock) {
        List<AnswerStore> stores = new ArrayList<>();
        if (settings.memoryBytes() > 0) {
            MemoryStore memory = new MemoryStore(settings.memoryBytes(), settings.ttl(), clock);
            metrics.watch(memory);
            stores.add(memory);
        }
        redis.ifPresent(stores::add);
        return new Levels(stores, settings.ttl(), settings.maxEntryBytes(), metrics, clock);
    }

    private Levels(List<AnswerStore> stores, Duration ttl, int maxEntryBytes, CacheMetrics metrics, Clock clock) {
        this.stores = List.copyOf(stores);
        this.ttl = ttl;
        this.maxEntryBytes = maxEntryBytes;
        this.metrics = metrics;
        this.clock = clock;
    }

    boolean isEmpty() {
        return stores.isEmpty();
    }

    /** What is made of the nearest answer that will do; those that will not are dropped. */
    <R> Optional<R> find(CacheKey key, Stage stage, Function<CachedAnswer, Optional<R>> read) {
        for (AnswerStore store : stores) {
            Optional<byte[]> entry = store.find(key);
            Optional<CachedAnswer> answer = entry.flatMap(bytes -> decode(store, bytes));
            Optional<R> result = answer.flatMap(found -> read(store, found, read));
            if (result.isPresent()) {
                nearerThan(store).forEach(nearer -> {
                    metrics.miss(stage, nearer.name());
                    nearer.store(key, entry.orElseThrow());
                });
                metrics.hit(stage, store.name(), answer.orElseThrow());
                return result;
            }
            if (entry.isPresent()) {
                store.drop(key);
            }
        }
        return Optional.empty();
    }

    /** Says that none has an answer. */
    void missed(Stage stage) {
        stores.forEach(store -> metrics.miss(stage, store.name()));
    }

    /** Keeps an answer, unless it is too large. */
    void store(CacheKey key, CachedAnswer answer) {
        byte[] entry = codec.encode(answer);
        if (entry.length <= maxEntryBytes) {
            stores.forEach(store -> store.store(key, entry));
        }
    }

    @Override
    public void close() {
        stores.forEach(AnswerStore::close);
    }

    private Optional<CachedAnswer> decode(AnswerStore store, byte[] entry) {
        Optional<CachedAnswer> answer = codec.decode(entry);
        if (answer.isEmpty()) {
            metrics.error(store.name());
        }
        return answer;
    }

    /** An answer's age counts from when it was given, not from when a store took it over. */
    private <R> Optional<R> read(AnswerStore store, CachedAnswer answer, Function<CachedAnswer, Optional<R>> read) {
        if (clock.millis() - answer.answeredAt() >= ttl.toMillis()) {
            return Optional.empty();
        }
        try {
            return read.apply(answer);
        } catch (RuntimeException fault) {
            // Anything may stand in a cache that others write to; none of it fails a document.
            metrics.error(store.name());
            log.warn("An answer from the cache ({}) could not be judged: the model is asked", store.name(), fault);
            return Optional.empty();
        }
    }

    private List<AnswerStore> nearerThan(AnswerStore store) {
        return stores.subList(0, stores.indexOf(store));
    }
}
