package dev.sluice.processor.cache;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Lets one of several processes ask a question; the others look whether it has the answer. Thread-safe.
 *
 * <p>A lease is short and renewed while its holder asks, so that one whose holder was killed, or has lost touch, is soon free.
 */
final class Leases {
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int RENEWALS = 3;

    private final RedisStore redis;
    private final Duration length;
    private final Clock clock;
    private final Sleeper sleeper;

    /** Asks the model. */
    @FunctionalInterface
    interface Call<R> {
        R make() throws InterruptedException;
    }

    /** @param length after which a lease that is not renewed is free */
    Leases(RedisStore redis, Duration length, Clock clock, Sleeper sleeper) {
        this.redis = redis;
        this.length = length;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /**
     * Asks, unless another process does and has the answer in time. One that takes longer, has failed or has died is not waited
     * for, and neither is Redis.
     *
     * @param longest the longest wait
     * @param look looks for the answer
     */
    <R> R ask(CacheKey key, Duration longest, Supplier<Optional<R>> look, Call<R> call) throws InterruptedException {
        String token = UUID.randomUUID().toString();
        Instant deadline = clock.instant().plus(longest);
        Lease lease = redis.lease(key, token, length);
        try {
            Optional<R> found = look.get();
            while (found.isEmpty() && lease == Lease.TAKEN && clock.instant().isBefore(deadline)) {
                sleeper.sleep(PAUSE);
                lease = redis.lease(key, token, length);
                found = look.get();
            }
            if (found.isPresent()) {
                return found.get();
            }
            return lease == Lease.OURS ? askWhileRenewed(key, token, call) : call.make();
        } finally {
            // Of which nothing is known may be ours all the same.
            if (lease != Lease.TAKEN) {
                redis.release(key, token);
            }
        }
    }

    private <R> R askWhileRenewed(CacheKey key, String token, Call<R> call) throws InterruptedException {
        Thread renewal = Thread.ofVirtual().name("lease").start(() -> renew(key, token));
        try {
            return call.make();
        } finally {
            renewal.interrupt();
        }
    }

    private void renew(CacheKey key, String token) {
        try {
            do {
                sleeper.sleep(length.dividedBy(RENEWALS));
            } while (redis.renew(key, token, length));
        } catch (InterruptedException done) {
            // The answer is there.
        }
    }
}
