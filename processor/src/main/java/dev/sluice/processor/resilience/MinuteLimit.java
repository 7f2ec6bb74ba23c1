package dev.sluice.processor.resilience;

import dev.sluice.processor.llm.RateHeaders.Quota;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.local.LocalBucket;
import io.github.bucket4j.local.LocalBucketBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * What may be used in a minute, of which this instance has its share: what is configured, or the provider's own limit where
 * that is lower. While the provider says that little of it is left, less is used. A bucket that fills steadily and holds ten
 * seconds' worth; what is larger passes when it is full, and leaves a debt. Confined to its limiter's lock.
 */
final class MinuteLimit {
    private static final int CAPACITIES_PER_MINUTE = 6;
    /** Below this share of its limit a provider has little left. */
    private static final double LITTLE = 0.2;

    private static final double SLOWEST = 0.1;
    private static final Duration LONGEST_SLOWDOWN = Duration.ofMinutes(1);

    private final long configured;
    private final IntSupplier instances;
    private final Clock clock;
    private final TimeMeter time;
    private long said = Long.MAX_VALUE;
    private double pace = 1;
    private Instant slowUntil = Instant.MIN;
    private Optional<Filling> filling = Optional.empty();

    /**
     * @param perMinute of all instances
     * @param capacity of this one's bucket
     */
    private record Filling(long perMinute, int instances, long capacity, LocalBucket bucket) {}

    /** @param configured of all instances; 0 for no limit */
    MinuteLimit(long configured, IntSupplier instances, Clock clock) {
        this.configured = configured > 0 ? configured : Long.MAX_VALUE;
        this.instances = instances;
        this.clock = clock;
        this.time = new ClockMeter(clock);
    }

    /** How long until so much may be used, behind all who took theirs before. */
    Duration waitFor(long amount) {
        refresh();
        return filling.map(now -> {
                    EstimationProbe probe =
                            now.bucket().estimateAbilityToConsume(Math.clamp(amount, 1, now.capacity()));
                    return Duration.ofNanos(probe.getNanosToWaitForRefill());
                })
                .orElse(Duration.ZERO);
    }

    /** Uses so much, also in advance; less than nothing gives it back. */
    void take(long amount) {
        filling.ifPresent(now -> {
            if (amount > 0) {
                now.bucket().consumeIgnoringRateLimits(amount);
            } else if (amount < 0) {
                now.bucket().addTokens(-amount);
            }
        });
    }

    /** Takes what the provider says into account. */
    void told(Quota quota) {
        said = quota.limit();
        double share = quota.share();
        if (share < LITTLE) {
            pace = Math.max(SLOWEST, Math.ceil(share / LITTLE * 10) / 10);
            Duration reset = quota.reset();
            slowUntil = clock.instant().plus(reset.compareTo(LONGEST_SLOWDOWN) < 0 ? reset : LONGEST_SLOWDOWN);
        } else {
            pace = 1;
        }
    }

    /** What this instance may use in a minute; infinity if there is no limit. */
    double share() {
        refresh();
        return filling.map(now -> (double) now.perMinute() / now.instances()).orElse(Double.POSITIVE_INFINITY);
    }

    private void refresh() {
        long limit = Math.min(configured, said);
        if (limit == Long.MAX_VALUE) {
            return;
        }
        boolean slow = pace < 1 && slowUntil.isAfter(clock.instant());
        long perMinute = slow ? Math.max(1, (long) (limit * pace)) : limit;
        int members = Math.max(1, instances.getAsInt());
        if (filling.isEmpty()
                || filling.get().perMinute() != perMinute
                || filling.get().instances() != members) {
            filling = Optional.of(filling(perMinute, members));
        }
    }

    private Filling filling(long perMinute, int members) {
        long capacity = Math.max(1, perMinute / CAPACITIES_PER_MINUTE / members);
        Bandwidth bandwidth = Bandwidth.builder()
                .capacity(capacity)
                .refillGreedy(perMinute, Duration.ofMinutes(members))
                .build();
        LocalBucket bucket = filling.map(Filling::bucket)
                .orElseGet(() -> new LocalBucketBuilder()
                        .addLimit(bandwidth)
                        .withCustomTimePrecision(time)
                        .build());
        if (filling.isPresent()) {
            bucket.replaceConfiguration(
                    BucketConfiguration.builder().addLimit(bandwidth).build(), TokensInheritanceStrategy.AS_IS);
        }
        return new Filling(perMinute, members, capacity, bucket);
    }

    /** The clock's time for buckets. */
    private record ClockMeter(Clock clock) implements TimeMeter {
        private static final long NANOS_PER_SECOND = 1_000_000_000;

        @Override
        public long currentTimeNanos() {
            Instant now = clock.instant();
            return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
