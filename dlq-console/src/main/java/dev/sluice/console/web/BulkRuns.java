package dev.sluice.console.web;

import dev.sluice.console.auth.Account;
import dev.sluice.console.readmodel.ItemFilter;
import dev.sluice.console.review.ItemRef;
import dev.sluice.schemas.avro.BulkRun;
import dev.sluice.schemas.avro.BulkState;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Actions on many items. One replica carries a run out and tells of it; all know it and can have it stopped. If that
 * replica ends, what was not done yet is not done. Thread-safe.
 *
 * <p>Delivery: whatever becomes of a run, each of its items is decided as by one person: once, or not at all.
 */
final class BulkRuns implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BulkRuns.class);
    static final int STANDARD_RATE = 20;
    static final int HIGHEST_RATE = 200;
    private static final int LOOKS = 20;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private final Console console;
    private final CommandDesk desk;
    private final Duration atMost;
    private final BulkTopic topic;
    /** Those that are carried out here. */
    private final Map<String, BulkExecution> here = new ConcurrentHashMap<>();

    private final Thread heart = Thread.ofVirtual().name("bulk-heart").unstarted(this::beat);

    BulkRuns(Console console, CommandDesk desk, Duration atMost) {
        this.console = console;
        this.desk = desk;
        this.atMost = atMost;
        this.topic = new BulkTopic(console, this::stopHere);
    }

    /** What a run is about. */
    sealed interface Aim {
        /** The list that it was begun from, as the queue's address has it. */
        String query();

        /** Items as somebody saw them. */
        record Selected(List<ItemRef> items, String query) implements Aim {
            public Selected {
                items = List.copyOf(items);
            }
        }

        /** Everything that a filter matches when the run comes to it. */
        record Matching(ItemFilter filter, String query) implements Aim {}
    }

    /** Begins to follow what other replicas tell; returns at once. */
    void start() {
        topic.start();
        heart.start();
    }

    /** How many items a run would act on. */
    long count(Account account, Aim aim) {
        return switch (aim) {
            case Aim.Selected selected -> selected.items().size();
            case Aim.Matching matching -> console.items().count(matching.filter(), account.viewer());
        };
    }

    /** Starts a run once the brokers know of it; returns without waiting for its end. */
    BulkStatus start(Account account, BulkAction action, Aim aim, int perSecond) throws InterruptedException {
        BulkExecution run = new BulkExecution(
                account, action, aim, count(account, aim), Math.clamp(perSecond, 1, HIGHEST_RATE), console, desk);
        BulkRun first = run.told();
        await(topic.tell(first), "Nothing was begun.");
        here.put(run.id(), run);
        if (topic.isToStop(first)) {
            run.stop(BulkState.CANCELLED);
        }
        Thread unused = Thread.ofVirtual().name("bulk-" + run.id()).start(() -> carryOut(run));
        return status(first).orElseThrow();
    }

    /** A run, if it is theirs. */
    Optional<BulkStatus> find(Account account, String id) {
        return told(id).filter(run -> run.getActor().equals(account.name())).flatMap(this::status);
    }

    /** A run that another replica may just have begun: what it told takes a moment to come here. */
    Optional<BulkStatus> await(Account account, String id) throws InterruptedException {
        Optional<BulkStatus> run = find(account, id);
        for (int i = 0; i < LOOKS && run.isEmpty(); i++) {
            Thread.sleep(BETWEEN_LOOKS);
            run = find(account, id);
        }
        return run;
    }

    /** All of somebody's, the newest first. */
    List<BulkStatus> of(Account account) {
        return topic.all().stream()
                .filter(run -> run.getActor().equals(account.name()))
                .flatMap(run -> find(account, run.getRunId()).stream())
                .sorted(Comparator.comparing(BulkStatus::startedAt).reversed())
                .toList();
    }

    /** Has a run do nothing more, wherever it is carried out; what was done stays. */
    void cancel(Account account, String id) throws InterruptedException {
        Optional<BulkStatus> run =
                find(account, id).filter(each -> !each.state().isOver());
        if (run.isPresent()) {
            BulkRun stop = BulkRun.newBuilder()
                    .setRunId(id)
                    .setActor(account.name())
                    .setAt(console.clock().instant())
                    .build();
            stopHere(stop);
            await(topic.tell(stop), here.containsKey(id) ? "" : "It goes on; try again.");
        }
    }

    @Override
    public void close() {
        heart.interrupt();
        here.values().forEach(run -> tell(run.abandon()));
        here.clear();
        topic.close();
    }

    private void carryOut(BulkExecution run) {
        run.carryOut();
        if (here.containsKey(run.id())) {
            tell(run.told());
        }
    }

    private void stopHere(BulkRun stop) {
        Optional.ofNullable(here.get(stop.getRunId()))
                .filter(run -> run.actor().equals(stop.getActor()))
                .ifPresent(run -> run.stop(BulkState.CANCELLED));
    }

    private void beat() {
        try {
            while (true) {
                Thread.sleep(HEARTBEAT);
                here.values().removeIf(this::tellAgain);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells how far a run is; whether it is over and everybody knows. */
    private boolean tellAgain(BulkExecution run) {
        boolean isOver = run.isOver();
        tell(run.told());
        return isOver && topic.find(run.id()).filter(BulkRuns::isOver).isPresent();
    }

    /** What is carried out here is known best here. */
    private Optional<BulkRun> told(String id) {
        return Optional.ofNullable(here.get(id)).map(BulkExecution::told).or(() -> topic.find(id));
    }

    private Optional<BulkStatus> status(BulkRun run) {
        boolean isToStop = topic.isToStop(run)
                || Optional.ofNullable(here.get(run.getRunId()))
                        .filter(BulkExecution::isStopping)
                        .isPresent();
        return run.getProgress()
                .map(progress ->
                        BulkStatus.of(run, progress, isToStop, console.clock().instant()));
    }

    private static boolean isOver(BulkRun run) {
        return run.getProgress()
                .filter(progress -> progress.getState() != BulkState.RUNNING)
                .isPresent();
    }

    private void tell(BulkRun run) {
        CompletableFuture<Void> unused = topic.tell(run).whenComplete((nothing, failure) -> {
            if (failure != null) {
                log.warn("Other replicas were not told of the bulk action {}: {}", run.getRunId(), failure.toString());
            }
        });
    }

    private void await(CompletableFuture<Void> told, String otherwise) throws InterruptedException {
        try {
            told.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.warn("The brokers did not confirm what was told of a bulk action", e);
            throw new ServiceUnavailableResponse("The brokers did not confirm the action. " + otherwise);
        }
    }
}
