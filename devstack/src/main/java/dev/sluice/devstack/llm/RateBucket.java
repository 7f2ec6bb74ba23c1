package dev.sluice.devstack.llm;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A limit per minute that refills steadily, the way OpenAI's do: a full minute's worth may come at once. Thread-safe.
 */
final class RateBucket {
    private static final double NANOS_PER_MINUTE = 60e9;

    private final int perMinute;
    private final LongSupplier nanoTime;
    private double left;
    private long asOf;

    RateBucket(int perMinute, LongSupplier nanoTime) {
        this.perMinute = perMinute;
        this.nanoTime = nanoTime;
        this.left = perMinute;
        this.asOf = nanoTime.getAsLong();
    }

    boolean isLimited() {
        return perMinute > 0;
    }

    int perMinute() {
        return perMinute;
    }

    /** Takes so many if there are so many, or as soon as it is full: what exceeds a whole minute's worth would never pass. */
    synchronized boolean tryTake(int amount) {
        if (!isLimited()) {
            return true;
        }
        refill();
        int cost = Math.min(amount, perMinute);
        if (left < cost) {
            return false;
        }
        left -= cost;
        return true;
    }

    synchronized int left() {
        refill();
        return (int) left;
    }

    /** How long until there are so many. */
    synchronized Duration waitFor(int amount) {
        refill();
        double missing = Math.max(0, Math.min(amount, perMinute) - left);
        return Duration.ofNanos((long) Math.ceil(missing * NANOS_PER_MINUTE / perMinute));
    }

    private void refill() {
        long now = nanoTime.getAsLong();
        left = Math.min(perMinute, left + (now - asOf) * perMinute / NANOS_PER_MINUTE);
        asOf = now;
    }
}
