package dev.sluice.schemas.registry;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.config.AbstractConfig;

/** How often a question that nobody answered is asked again, and after which waits. */
record Backoff(int maxRetries, Duration first, Duration longest, RandomGenerator random) {
    static Backoff from(AbstractConfig config, RandomGenerator random) {
        return new Backoff(
                config.getInt(RegistryKeys.MAX_RETRIES),
                Duration.ofMillis(config.getInt(RegistryKeys.RETRY_WAIT_MS)),
                Duration.ofMillis(config.getInt(RegistryKeys.RETRY_MAX_WAIT_MS)),
                random);
    }

    /**
     * The wait before a retry.
     *
     * @param retry counted from 0
     * @param retryAfter what the registry asked for
     */
    Duration before(int retry, Optional<Duration> retryAfter) {
        return retryAfter.map(this::atMostLongest).orElseGet(() -> {
            Duration full = atMostLongest(first.multipliedBy(1L << Math.min(retry, 20)));
            return Duration.ofNanos((long) (full.toNanos() * random.nextDouble(0.5, 1.0)));
        });
    }

    private Duration atMostLongest(Duration wait) {
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
