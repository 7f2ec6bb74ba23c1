package dev.sluice.processor.cache;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Lets one of several processes ask a question; the others look whether it has the answer. Thread-safe. */
final class Leases {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final RedisStore redis;
    private final Clock clock;
    private final Sleeper sleeper;

    /** Asks the model. */
    @FunctionalInterface
    interface Call<R> {
        R make() throws InterruptedException;
    }

    Leases(RedisStore redis, Clock clock, Sleeper sleeper) {
        this.redis = redis;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /**
     * Asks, unless another process does and has the answer in time. One that takes longer, has failed or has died is not waited
     * for, and neither is Redis.
     *
     * @param longest the longest wait, after which an unused lease is free again too
     * @param look looks for the answer
     */
    <R> R ask(CacheKey key, Duration longest, Supplier<Optional<R>> look, Call<R> call) throws InterruptedException {
        String token = UUID.randomUUID().toString();
        Instant deadline = clock.instant().plus(longest);
        Lease lease = redis.lease(key, token, longest);
        try {
            Optional<R> found = look.get();
            while (found.isEmpty() && lease == Lease.TAKEN && clock.instant().isBefore(deadline)) {
                sleeper.sleep(PAUSE);
                lease = redis.lease(key, token, longest);
                found = look.get();
            }
            return found.isPresent() ? found.get() : call.make();
        } finally {
            if (lease == Lease.OURS) {
                redis.release(key, token);
            }
        }
    }
}
