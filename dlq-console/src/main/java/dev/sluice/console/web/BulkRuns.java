package dev.sluice.console.web;

import dev.sluice.console.auth.Account;
import dev.sluice.console.readmodel.ItemFilter;
import dev.sluice.console.readmodel.ReadModelException;
import dev.sluice.console.review.ItemRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acts on many items, at a rate, item by item as one person would: whatever changed meanwhile is refused and told. A run is
 * of this replica; if that ends, what was not done yet is not done. Thread-safe.
 */
final class BulkRuns implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BulkRuns.class);
    static final int STANDARD_RATE = 20;
    static final int HIGHEST_RATE = 200;
    private static final int MOST_REMEMBERED = 100;
    private static final int MOST_AT_ONCE = 32;

    private final Console console;
    private final CommandDesk desk;
    private final Map<String, BulkRun> runs = new LinkedHashMap<>();

    BulkRuns(Console console, CommandDesk desk) {
        this.console = console;
        this.desk = desk;
    }

    /** What a run is about. */
    sealed interface Aim {
        /** Items as somebody saw them. */
        record Selected(List<ItemRef> items) implements Aim {
            public Selected {
                items = List.copyOf(items);
            }
        }

        /** Everything that a filter matches when the run comes to it. */
        record Matching(ItemFilter filter) implements Aim {}
    }

    /** How many items a run would act on. */
    long count(Account account, Aim aim) {
        return switch (aim) {
            case Aim.Selected selected -> selected.items().size();
            case Aim.Matching matching -> console.items().count(matching.filter(), account.viewer());
        };
    }

    /** Starts a run; returns at once. */
    synchronized BulkRun.Progress start(Account account, BulkAction action, Aim aim, int perSecond) {
        BulkRun run = new BulkRun(
                console.ids().get().toString(),
                account,
                action,
                count(account, aim),
                Math.clamp(perSecond, 1, HIGHEST_RATE),
                console.clock().instant());
        BulkRun.Progress progress = run.progress();
        runs.put(progress.id(), run);
        while (runs.size() > MOST_REMEMBERED) {
            runs.remove(runs.keySet().iterator().next());
        }
        Thread unused = Thread.ofVirtual().name("bulk-" + progress.id()).start(() -> carryOut(run, aim));
        return progress;
    }

    /** A run, if it is theirs or they see all of them. */
    synchronized Optional<BulkRun.Progress> find(Account account, String id) {
        return Optional.ofNullable(runs.get(id))
                .map(BulkRun::progress)
                .filter(run -> run.actor().equals(account.name()));
    }

    /** All of somebody's, the newest first. */
    synchronized List<BulkRun.Progress> of(Account account) {
        return runs.values().stream()
                .map(BulkRun::progress)
                .filter(run -> run.actor().equals(account.name()))
                .sorted(Comparator.comparing(BulkRun.Progress::startedAt).reversed())
                .toList();
    }

    /** Has a run do nothing more; what was done stays. */
    synchronized void cancel(Account account, String id) {
        Optional.ofNullable(runs.get(id))
                .filter(run -> run.account().name().equals(account.name()))
                .ifPresent(BulkRun::cancel);
    }

    @Override
    public synchronized void close() {
        runs.values().forEach(BulkRun::cancel);
    }

    private void carryOut(BulkRun run, Aim aim) {
        List<Thread> under = new ArrayList<>();
        Duration pause = Duration.ofSeconds(1).dividedBy(run.perSecond());
        Consumer<ItemRef> act = item -> {
            if (run.isCancelled()) {
                return;
            }
            try {
                under.removeIf(thread -> !thread.isAlive());
                if (under.size() >= MOST_AT_ONCE) {
                    under.removeFirst().join();
                }
                under.add(Thread.ofVirtual().start(() -> act(run, item)));
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                run.cancel();
            }
        };
        try {
            switch (aim) {
                case Aim.Selected selected -> selected.items().forEach(act);
                case Aim.Matching matching ->
                    console.items().forEachRef(matching.filter(), run.account().viewer(), act);
            }
            for (Thread thread : under) {
                thread.join();
            }
        } catch (ReadModelException e) {
            log.warn("A bulk action ended early", e);
            run.note(new BulkRun.Outcome("", false, "The list could not be read to its end: " + e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            run.end();
        }
    }

    private void act(BulkRun run, ItemRef item) {
        try {
            CommandDesk.Outcome outcome =
                    desk.submit(run.account(), run.action().command(desk.commands(run.account()), item));
            run.note(
                    switch (outcome) {
                        case CommandDesk.Outcome.Done done -> new BulkRun.Outcome(item.documentId(), true, "");
                        case CommandDesk.Outcome.Refused refused ->
                            new BulkRun.Outcome(
                                    item.documentId(),
                                    false,
                                    refused.rejection().getWhy());
                        case CommandDesk.Outcome.Unknown unknown ->
                            new BulkRun.Outcome(item.documentId(), false, unknown.why());
                    });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("A bulk action failed at {}", item.documentId(), e);
            run.note(new BulkRun.Outcome(item.documentId(), false, "It failed; the console's log has the details."));
        }
    }
}
