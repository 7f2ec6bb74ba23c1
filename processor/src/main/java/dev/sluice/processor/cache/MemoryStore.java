package dev.sluice.processor.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy.Eviction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Keeps entries in this process, up to a number of bytes; those that were not asked for give way first. Thread-safe. */
final class MemoryStore implements AnswerStore {
    /** What an entry takes besides its bytes, roughly: the key's digits, the table's node, the headers of objects. */
    private static final int OVERHEAD = 300;

    private final Cache<CacheKey, byte[]> entries;

    MemoryStore(long bytes, Duration ttl, Clock clock) {
        this.entries = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((CacheKey key, byte[] entry) -> OVERHEAD + entry.length)
                .expireAfterWrite(ttl)
                .ticker(() -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant()))
                // Tidying up is quick, and is to be done when a call returns.
                .executor(Runnable::run)
                .build();
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Optional<byte[]> find(CacheKey key) {
        return Optional.ofNullable(entries.getIfPresent(key));
    }

    @Override
    public void store(CacheKey key, byte[] entry) {
        entries.put(key, entry);
    }

    @Override
    public void drop(CacheKey key) {
        entries.invalidate(key);
    }

    /** How much is kept. */
    long bytes() {
        return entries.policy()
                .eviction()
                .map(Eviction::weightedSize)
                .orElseThrow()
                .orElse(0);
    }

    @Override
    public void close() {
        entries.invalidateAll();
    }
}
