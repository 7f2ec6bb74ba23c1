package dev.sluice.processor.cache;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps entries in Redis, where other instances find them, and leases, by which only one of them asks a question. Thread-safe;
 * what Redis does not answer in time is a miss.
 */
final class RedisStore implements AnswerStore {
    private static final String DROP_IF_OURS =
            "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end";

    private static final String RENEW_IF_OURS =
            "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) else return 0 end";

    private final RedisLink link;
    private final String prefix;
    private final Duration ttl;

    RedisStore(RedisLink link, String prefix, Duration ttl) {
        this.link = link;
        this.prefix = prefix;
        this.ttl = ttl;
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public Optional<byte[]> find(CacheKey key) {
        return link.call(redis -> redis.get(entry(key)).thenApply(Optional::ofNullable))
                .flatMap(found -> found);
    }

    @Override
    public void store(CacheKey key, byte[] entry) {
        link.call(redis -> redis.set(entry(key), entry, SetArgs.Builder.px(ttl)));
    }

    @Override
    public void drop(CacheKey key) {
        link.call(redis -> redis.del(entry(key)));
    }

    /**
     * Asks for the lease of a question.
     *
     * @param token tells the holders apart
     * @param length after which it is free again, whatever became of its holder
     */
    Lease lease(CacheKey key, String token, Duration length) {
        return link.call(redis -> redis.set(
                                lease(key), bytes(token), SetArgs.Builder.nx().px(length))
                        .thenApply(reply -> reply == null ? Lease.TAKEN : Lease.OURS))
                .orElse(Lease.UNKNOWN);
    }

    /** Has a lease last longer; tells whether it may still be held: it may if the reply did not come. */
    boolean renew(CacheKey key, String token, Duration length) {
        return link.<Long>call(redis -> redis.eval(
                                RENEW_IF_OURS,
                                ScriptOutputType.INTEGER,
                                new String[] {lease(key)},
                                bytes(token),
                                bytes(String.valueOf(length.toMillis()))))
                        .orElse(1L)
                == 1;
    }

    /** Gives a lease back, unless it has run out and is another's by now. */
    void release(CacheKey key, String token) {
        link.call(redis -> redis.eval(DROP_IF_OURS, ScriptOutputType.INTEGER, new String[] {lease(key)}, bytes(token)));
    }

    @Override
    public void close() {
        link.close();
    }

    private String entry(CacheKey key) {
        return prefix + "answer:" + key.digest();
    }

    private String lease(CacheKey key) {
        return prefix + "lease:" + key.digest();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
