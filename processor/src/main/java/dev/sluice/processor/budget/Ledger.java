package dev.sluice.processor.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * What this process has reserved and spent since its start, and what all have spent, in the windows that are under way.
 * Amounts are millionths of a US dollar. A call counts in the windows that it began in, whatever its end. Thread-safe.
 */
final class Ledger {
    /**
     * How long after this process has seen its own calls in the sums it takes them for seen by everybody: twice what sums
     * are late at most. Before, its share of what is left does not grow by them.
     */
    static final Duration SETTLING = Duration.ofSeconds(5);

    /** How long a window that has ended is kept: a clock may be behind ours. */
    private static final Duration GRACE = Duration.ofMinutes(10);

    private final Function<BudgetKey, OptionalLong> limits;
    private final IntSupplier instances;
    private final Duration settling;
    private final Map<Place, Account> accounts = new HashMap<>();
    private final Map<BudgetKey, Long> refused = new HashMap<>();
    private Instant nextSweep = Instant.EPOCH;

    private record Place(BudgetKey key, Instant start) {}

    /**
     * A budget with what is used of it.
     *
     * @param full whether it refused a call and would again, and not only because this process's share is used up for now
     */
    record Status(BudgetKey key, long limit, long used, boolean full) {}

    /** How a reservation ended. */
    sealed interface Outcome {}

    /** There is room, and it is taken. */
    record Reserved(Reservation reservation) implements Outcome {}

    /** A budget has no room. */
    record Refused(BudgetKey key, long limit, long used) implements Outcome {}

    /** @param instances how many processes share the budgets, this one included */
    Ledger(Function<BudgetKey, OptionalLong> limits, IntSupplier instances) {
        this(limits, instances, SETTLING);
    }

    Ledger(Function<BudgetKey, OptionalLong> limits, IntSupplier instances, Duration settling) {
        this.limits = limits;
        this.instances = instances;
        this.settling = settling;
    }

    /** Room that one call has taken. To be settled once. */
    final class Reservation {
        private final List<Account> taken;
        private final long amount;

        private Reservation(List<Account> taken, long amount) {
            this.taken = taken;
            this.amount = amount;
        }

        /** The call has ended and cost this, 0 if nothing. */
        void settle(long cost) {
            synchronized (Ledger.this) {
                taken.forEach(account -> account.settle(amount, cost));
            }
        }
    }

    /** Takes room in all of these budgets, or in none. A call that costs nothing always has room. */
    synchronized Outcome reserve(List<BudgetKey> keys, long amount, Instant now) {
        sweep(now);
        for (BudgetKey key : keys) {
            OptionalLong limit = limits.apply(key);
            if (amount > 0 && limit.isPresent() && !fits(key, limit.getAsLong(), amount, now)) {
                refused.put(key, amount);
                return new Refused(key, limit.getAsLong(), account(key, now).used());
            }
        }
        List<Account> taken = new ArrayList<>();
        for (BudgetKey key : keys) {
            Account account = account(key, now);
            account.reserve(amount);
            taken.add(account);
        }
        return new Reserved(new Reservation(taken, amount));
    }

    /** The first of these budgets that would refuse again what it refused last. */
    synchronized Optional<BudgetKey> firstFull(List<BudgetKey> keys, Instant now) {
        return keys.stream().filter(key -> room(key, now) == 0).findFirst();
    }

    /** How often there is room for what the budget refused last; as often as one likes if it refused nothing. */
    synchronized long room(BudgetKey key, Instant now) {
        OptionalLong limit = limits.apply(key);
        Long amount = refused.get(key);
        if (limit.isEmpty() || amount == null) {
            return Long.MAX_VALUE;
        }
        int sharing = sharing();
        long left = limit.getAsLong() - account(key, now).claimed(0, sharing, now);
        return left <= 0 ? 0 : left / (amount * sharing);
    }

    /** Takes what all have spent in a window, of which a part is this process's own. */
    synchronized void see(BudgetKey key, Instant start, long total, long mine, Instant now) {
        if (!isOver(key, start, now)) {
            accounts.computeIfAbsent(new Place(key, start), ignored -> new Account(settling))
                    .see(total, mine, now);
        }
    }

    /** The budget if there is one. */
    synchronized Optional<Status> status(BudgetKey key, Instant now) {
        OptionalLong limit = limits.apply(key);
        if (limit.isEmpty()) {
            return Optional.empty();
        }
        long used = account(key, now).used();
        long wanted = refused.getOrDefault(key, 0L) * sharing();
        boolean full = room(key, now) == 0 && used + wanted > limit.getAsLong();
        return Optional.of(new Status(key, limit.getAsLong(), used, full));
    }

    /** What anything was spent of in the windows under way. */
    synchronized Collection<BudgetKey> known(Instant now) {
        return accounts.keySet().stream()
                .filter(place -> place.start().equals(place.key().start(now)))
                .map(Place::key)
                .toList();
    }

    private boolean fits(BudgetKey key, long limit, long amount, Instant now) {
        return account(key, now).claimed(amount, sharing(), now) <= limit;
    }

    private int sharing() {
        return Math.max(1, instances.getAsInt());
    }

    private Account account(BudgetKey key, Instant now) {
        return accounts.computeIfAbsent(new Place(key, key.start(now)), ignored -> new Account(settling));
    }

    /** Calls that began in a window that is left out hold its account themselves. */
    private void sweep(Instant now) {
        if (!now.isBefore(nextSweep)) {
            accounts.keySet().removeIf(place -> isOver(place.key(), place.start(), now));
            refused.keySet().removeIf(key -> !accounts.containsKey(new Place(key, key.start(now))));
            nextSweep = now.plus(GRACE);
        }
    }

    private static boolean isOver(BudgetKey key, Instant start, Instant now) {
        return start.plus(key.length()).plus(GRACE).isBefore(now);
    }
}
