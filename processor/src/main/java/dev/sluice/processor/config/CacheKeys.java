package dev.sluice.processor.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.jspecify.annotations.Nullable;

/** The configuration keys of the cache of answers. */
public final class CacheKeys {
    public static final String CACHE_SCOPE = "cache.scope";
    public static final String CACHE_MEMORY_BYTES = "cache.memory.bytes";
    public static final String CACHE_TTL_MS = "cache.ttl.ms";
    public static final String CACHE_MAX_ENTRY_BYTES = "cache.max.entry.bytes";
    public static final String CACHE_REDIS_URL = "cache.redis.url";
    public static final String CACHE_REDIS_PREFIX = "cache.redis.prefix";
    public static final String CACHE_REDIS_TIMEOUT_MS = "cache.redis.timeout.ms";

    private static final @Nullable Object NONE = null;

    private CacheKeys() {}

    static void define(ConfigDef table) {
        table.define(
                        CACHE_SCOPE,
                        STRING,
                        "deterministic",
                        ValidString.in("deterministic", "all"),
                        MEDIUM,
                        "deterministic: answers are used again unless they are votes, or of a model whose temperature is set"
                                + " above 0. all: those too.")
                .define(
                        CACHE_MEMORY_BYTES,
                        LONG,
                        64L * 1024 * 1024,
                        Range.between(0, 64L * 1024 * 1024 * 1024),
                        MEDIUM,
                        "How much of models' answers each instance keeps in memory, so that the same question costs nothing"
                                + " again. 0 keeps none.")
                .define(
                        CACHE_TTL_MS,
                        LONG,
                        86_400_000L,
                        Range.between(1, 31_536_000_000L),
                        MEDIUM,
                        "How long an answer is used again, in memory and in Redis.")
                .define(
                        CACHE_MAX_ENTRY_BYTES,
                        INT,
                        256 * 1024,
                        Range.between(1, 16 * 1024 * 1024),
                        LOW,
                        "The largest answer that is kept, in bytes after compression.")
                .define(
                        CACHE_REDIS_URL,
                        PASSWORD,
                        NONE,
                        HIGH,
                        "A Redis server in which instances share answers: redis://HOST:PORT, or rediss://USER:PASSWORD@HOST:PORT"
                                + " with TLS and a login. Documents go on without it while it is down.")
                .define(CACHE_REDIS_PREFIX, STRING, "sluice:", LOW, "What the names of the keys in Redis begin with.")
                .define(
                        CACHE_REDIS_TIMEOUT_MS,
                        LONG,
                        200,
                        Range.between(1, 60_000),
                        LOW,
                        "The longest wait for Redis. What it does not say in time it does not know.");
    }
}
