package dev.sluice.processor.cache;

import java.time.Duration;
import java.util.Optional;

/**
 * What is kept of models' answers.
 *
 * @param scope which questions' answers are kept
 * @param memoryBytes how much is kept in this process, 0 or more; nothing if 0
 * @param ttl how long an answer is good for, above zero
 * @param maxEntryBytes the largest answer that is kept, in bytes as it is stored, at least 1
 * @param redis where instances share answers; absent if they do not
 */
public record CacheSettings(
        Scope scope, long memoryBytes, Duration ttl, int maxEntryBytes, Optional<RedisSettings> redis) {

    /** Which questions' answers are kept. */
    public enum Scope {
        /** Of those that are asked once, of a model that is not told to vary its answers. */
        DETERMINISTIC,
        /** Of all: votes, and models with a temperature above 0, too. */
        ALL
    }

    public CacheSettings {
        if (memoryBytes < 0) {
            throw new IllegalArgumentException("memoryBytes is " + memoryBytes + "; it must be 0 or more");
        }
        if (ttl.toMillis() < 1) {
            throw new IllegalArgumentException("the cache's ttl is " + ttl + "; it must be at least 1 ms");
        }
        if (maxEntryBytes < 1) {
            throw new IllegalArgumentException("maxEntryBytes is " + maxEntryBytes + "; it must be at least 1");
        }
    }
}
