package dev.sluice.processor.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What is spent in one window of one budget, as this process knows it: by its own calls, and by everybody's as far as they
 * are in the sums. Amounts are millionths of a US dollar. Confined to the {@link Ledger}.
 */
final class Account {
    private final Duration settling;
    private long reserved;
    private long settled;
    private long others;
    private long mine;
    private final Deque<Seen> recent = new ArrayDeque<>();
    /** Those of {@code mine} that everybody has seen. */
    private long mineByAll;

    /** @param settling how long after this process has seen its own calls in the sums it takes them for seen by everybody */
    Account(Duration settling) {
        this.settling = settling;
    }

    private record Seen(Instant at, long mine) {}

    void reserve(long amount) {
        reserved += amount;
    }

    void settle(long amount, long cost) {
        reserved -= amount;
        settled += cost;
    }

    /** Takes the sums so far: of all calls, and of those of this process. */
    void see(long total, long ofMine, Instant now) {
        others = Math.max(0, total - ofMine);
        if (ofMine != mine) {
            mine = ofMine;
            recent.add(new Seen(now, ofMine));
        }
    }

    /** What is spent and reserved, by all that is known. */
    long used() {
        return others + Math.max(own(), mine);
    }

    /**
     * What would be used if each instance used as much as this one has that the others may not know of, with a further
     * amount. While that is within the limit, nobody takes more than its share of what is left.
     */
    long claimed(long amount, int instances, Instant now) {
        while (!recent.isEmpty() && !recent.element().at().plus(settling).isAfter(now)) {
            mineByAll = recent.remove().mine();
        }
        long unseen = Math.max(0, own() - mineByAll);
        return others + mineByAll + instances * (unseen + amount);
    }

    private long own() {
        return reserved + settled;
    }
}
