package dev.sluice.console.web;

import dev.sluice.console.auth.Account;
import dev.sluice.console.readmodel.ReadModelException;
import dev.sluice.console.review.ItemRef;
import dev.sluice.schemas.avro.BulkOutcome;
import dev.sluice.schemas.avro.BulkProgress;
import dev.sluice.schemas.avro.BulkRun;
import dev.sluice.schemas.avro.BulkState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One action on many items, carried out here: at a rate, item by item as one person would. Whatever changed meanwhile is
 * refused and told. Thread-safe.
 */
final class BulkExecution {
    private static final Logger log = LoggerFactory.getLogger(BulkExecution.class);
    /** More outcomes are only counted. */
    private static final int MOST_OUTCOMES = 1000;

    private static final int MOST_AT_ONCE = 32;

    private final String id;
    private final Account account;
    private final BulkAction action;
    private final BulkRuns.Aim aim;
    private final long total;
    private final int perSecond;
    private final Instant startedAt;
    private final Console console;
    private final CommandDesk desk;
    private final List<BulkOutcome> outcomes = new ArrayList<>();
    private long done;
    private long refused;
    private BulkState ending = BulkState.FINISHED;
    private volatile boolean stopping;
    private boolean over;

    BulkExecution(
            Account account,
            BulkAction action,
            BulkRuns.Aim aim,
            long total,
            int perSecond,
            Console console,
            CommandDesk desk) {
        this.id = console.ids().get().toString();
        this.account = account;
        this.action = action;
        this.aim = aim;
        this.total = total;
        this.perSecond = perSecond;
        this.startedAt = console.clock().instant();
        this.console = console;
        this.desk = desk;
    }

    String id() {
        return id;
    }

    String actor() {
        return account.name();
    }

    /** Has it begin nothing more; what was done stays. */
    synchronized void stop(BulkState as) {
        if (!stopping) {
            ending = as;
            stopping = true;
        }
    }

    boolean isStopping() {
        return stopping;
    }

    synchronized boolean isOver() {
        return over;
    }

    /** What other replicas are told. */
    synchronized BulkRun told() {
        return told(over ? ending : BulkState.RUNNING);
    }

    /** Stops for good as this replica ends, unless it is over; what other replicas are told of that. */
    synchronized BulkRun abandon() {
        if (!over) {
            stop(BulkState.INTERRUPTED);
        }
        return told(ending);
    }

    private BulkRun told(BulkState state) {
        return BulkRun.newBuilder()
                .setRunId(id)
                .setActor(account.name())
                .setAt(console.clock().instant())
                .setProgress(new BulkProgress(
                        action.words(),
                        aim.query(),
                        total,
                        perSecond,
                        startedAt,
                        done,
                        refused,
                        state,
                        List.copyOf(outcomes)))
                .build();
    }

    /** Acts on all, and returns when the outcome of each is known. */
    void carryOut() {
        List<Thread> under = new ArrayList<>();
        try {
            Consumer<ItemRef> act = item -> begin(item, under);
            switch (aim) {
                case BulkRuns.Aim.Selected selected -> selected.items().forEach(act);
                case BulkRuns.Aim.Matching matching ->
                    console.items().forEachRef(matching.filter(), account.viewer(), act);
            }
            for (Thread thread : under) {
                thread.join();
            }
        } catch (ReadModelException e) {
            log.warn("A bulk action ended early", e);
            note("", "The list could not be read to its end: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private void begin(ItemRef item, List<Thread> under) {
        if (stopping) {
            return;
        }
        try {
            under.removeIf(thread -> !thread.isAlive());
            if (under.size() >= MOST_AT_ONCE) {
                under.removeFirst().join();
            }
            under.add(Thread.ofVirtual().start(() -> act(item)));
            Thread.sleep(Duration.ofSeconds(1).dividedBy(perSecond));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop(BulkState.INTERRUPTED);
        }
    }

    private void act(ItemRef item) {
        String id = item.documentId();
        try {
            // A selection can name anything.
            if (console.items().item(id, account.viewer()).isEmpty()) {
                note(id, "There is no such item, or you may not see it.");
                return;
            }
            switch (desk.submit(account, action.command(desk.commands(account), item))) {
                case CommandDesk.Outcome.Done ok -> noteDone(id);
                case CommandDesk.Outcome.Refused not -> note(id, not.rejection().getWhy());
                case CommandDesk.Outcome.Unknown unknown -> note(id, unknown.why());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Whatever it was, this item's outcome says so, and the others go on.
            log.warn("A bulk action failed at {}", id, e);
            note(id, "It failed; the console's log has the details.");
        }
    }

    private synchronized void noteDone(String documentId) {
        done++;
        keep(new BulkOutcome(documentId, null));
    }

    private synchronized void note(String documentId, String why) {
        refused++;
        keep(new BulkOutcome(documentId, why));
    }

    private void keep(BulkOutcome outcome) {
        if (outcomes.size() < MOST_OUTCOMES) {
            outcomes.add(outcome);
        }
    }

    private synchronized void end() {
        over = true;
    }
}
