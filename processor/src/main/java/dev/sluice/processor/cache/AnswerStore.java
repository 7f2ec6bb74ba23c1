package dev.sluice.processor.cache;

import java.util.Optional;

/** Keeps entries for a time, or for a shorter one. Thread-safe; never throws, as whatever goes wrong is a miss. */
interface AnswerStore extends AutoCloseable {

    /** What metrics call it. */
    String name();

    /** The entry, if it has it. */
    Optional<byte[]> find(CacheKey key);

    /** Keeps an entry in the place of an earlier one. */
    void store(CacheKey key, byte[] entry);

    /** Forgets an entry. */
    void drop(CacheKey key);

    @Override
    void close();
}
