package dev.sluice.console.web;

import dev.sluice.console.auth.Account;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** One action on many items, and how far it is. Thread-safe. */
final class BulkRun {
    /** More outcomes are only counted. */
    private static final int MOST_OUTCOMES = 1000;

    private final String id;
    private final Account account;
    private final BulkAction action;
    private final long total;
    private final int perSecond;
    private final Instant startedAt;
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final List<Outcome> outcomes = new ArrayList<>();
    private long done;
    private long refused;
    private boolean over;

    BulkRun(String id, Account account, BulkAction action, long total, int perSecond, Instant startedAt) {
        this.id = id;
        this.account = account;
        this.action = action;
        this.total = total;
        this.perSecond = perSecond;
        this.startedAt = startedAt;
    }

    /**
     * What became of one item.
     *
     * @param why empty where it was done
     */
    record Outcome(String documentId, boolean done, String why) {}

    /** How far it is. */
    record Progress(
            String id,
            String actor,
            BulkAction action,
            long total,
            int perSecond,
            Instant startedAt,
            long done,
            long refused,
            boolean over,
            boolean cancelled,
            List<Outcome> outcomes) {
        long handled() {
            return done + refused;
        }
    }

    Account account() {
        return account;
    }

    BulkAction action() {
        return action;
    }

    int perSecond() {
        return perSecond;
    }

    void cancel() {
        cancelled.set(true);
    }

    boolean isCancelled() {
        return cancelled.get();
    }

    synchronized void note(Outcome outcome) {
        if (outcome.done()) {
            done++;
        } else {
            refused++;
        }
        if (outcomes.size() < MOST_OUTCOMES) {
            outcomes.add(outcome);
        }
    }

    synchronized void end() {
        over = true;
    }

    synchronized Progress progress() {
        return new Progress(
                id,
                account.name(),
                action,
                total,
                perSecond,
                startedAt,
                done,
                refused,
                over,
                cancelled.get(),
                List.copyOf(outcomes));
    }
}
