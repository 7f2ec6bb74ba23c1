package dev.sluice.console.readmodel;

import dev.sluice.console.review.ItemRef;
import dev.sluice.schemas.avro.AuditEvent;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.avro.ReviewState;
import dev.sluice.schemas.registry.AvroSerdes;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What pages ask of the items. Each replica of the console has its own, a moment behind the topic; a file that is missing,
 * damaged, deleted while it runs, or of another version is made anew from the topic, which {@link #isCaughtUp()} tells.
 * Thread-safe; questions never wait for what is written.
 *
 * <p>All questions throw {@link ReadModelException} when the file cannot answer at that moment.
 */
public final class ReadModel implements AutoCloseable {
    private static final int REFS_AT_ONCE = 1000;

    private final Clock clock;
    private final Follower follower;
    private final Statistics statistics;

    /**
     * Opens or makes the file; {@link #start()} begins to read the topic.
     *
     * @param clientConfig how to reach the brokers
     * @throws IOException if the file can be neither opened nor made
     */
    public ReadModel(Path file, Map<String, Object> clientConfig, AvroSerdes serdes, Clock clock) throws IOException {
        this.clock = clock;
        this.follower = new Follower(file, clientConfig, FollowedTopics.of(serdes), clock);
        this.statistics = new Statistics(follower);
    }

    /** Begins to follow the topic; returns at once. */
    public void start() {
        follower.start();
    }

    /** Whether it holds all that the topic held when it began to read. Until then lists are incomplete. */
    public boolean isCaughtUp() {
        return follower.isCaughtUp();
    }

    /**
     * A part of the list.
     *
     * @param from where the page before ended; empty for the first one
     * @param limit of items, above zero
     */
    public Page page(ItemFilter filter, Viewer viewer, Sort sort, Optional<Cursor> from, int limit) {
        return ask(queries -> queries.page(condition(filter, viewer), sort, from, limit));
    }

    /** How many items each tab has under a filter, whatever tab the filter itself is of. */
    public Map<Tab, Long> counts(ItemFilter filter, Viewer viewer) {
        return ask(queries -> {
            Map<ReviewState, Long> states = queries.states(condition(filter.in(Tab.ALL), viewer));
            Map<Tab, Long> counts = new EnumMap<>(Tab.class);
            for (Tab tab : Tab.values()) {
                long count = tab.states().stream()
                        .mapToLong(state -> states.getOrDefault(state, 0L))
                        .sum();
                counts.put(tab, tab == Tab.MINE ? queries.count(condition(filter.in(tab), viewer)) : count);
            }
            return counts;
        });
    }

    /** How many items a filter matches. */
    public long count(ItemFilter filter, Viewer viewer) {
        return ask(queries -> queries.count(condition(filter, viewer)));
    }

    /** When the first of a filter's items arrived; empty if it matches none. */
    public Optional<Instant> firstArrival(ItemFilter filter, Viewer viewer) {
        return ask(queries -> queries.firstArrival(condition(filter, viewer)));
    }

    /** The values that a filter's items have, with their numbers, most frequent first. */
    public Map<String, Long> values(Facet facet, ItemFilter filter, Viewer viewer) {
        return ask(queries -> queries.grouped(facet.column(), condition(filter, viewer)));
    }

    /** One item with its dead letter; empty if there is none, or the viewer may not see it. */
    public Optional<ReviewItem> item(String documentId, Viewer viewer) {
        return ask(queries -> queries.item(Condition.visibleTo(viewer), documentId));
    }

    /** What happened to a document, oldest first; nothing if the viewer may not see it. */
    public List<AuditEvent> history(String documentId, Viewer viewer) {
        return ask(queries -> queries.history(Condition.visibleTo(viewer), documentId));
    }

    /** What became of documents, and of the items that people decided. */
    public Statistics statistics() {
        return statistics;
    }

    /**
     * Names everything that a filter matches, in the order of the ids, a batch at a time: neither memory nor a snapshot of
     * the file is held however many they are. What changes meanwhile may be named as it was or as it is.
     */
    public void forEachRef(ItemFilter filter, Viewer viewer, Consumer<ItemRef> action) {
        String after = "";
        List<ItemRef> refs;
        do {
            String from = after;
            refs = ask(queries -> queries.refs(condition(filter, viewer), from, REFS_AT_ONCE));
            refs.forEach(action);
            after = refs.isEmpty() ? after : refs.getLast().documentId();
        } while (refs.size() == REFS_AT_ONCE);
    }

    /**
     * What changed after a change that was told of before; what was forgotten is not told.
     *
     * @param sequence zero, or what earlier {@link Changes} ended with
     */
    public Changes changesSince(long sequence, Viewer viewer, int limit) {
        return ask(queries -> queries.since(Condition.visibleTo(viewer), sequence, limit));
    }

    /** The number of the last change so far. */
    public long sequence() {
        return ask(ItemQueries::lastSequence);
    }

    /**
     * Calls after every batch with the ids of what changed, on the thread that writes: it must be quick.
     *
     * @return ends the calls when closed
     */
    public Subscription subscribe(Consumer<List<String>> listener) {
        return follower.subscribe(listener);
    }

    /** Ends a subscription. */
    @FunctionalInterface
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits until a command was dealt with, and gives the item as it is then; its {@code last_rejection} tells whether it
     * was rejected. Empty if that took too long, or there is no such item.
     *
     * @throws InterruptedException if the wait is cut short
     */
    public Optional<ReviewItem> awaitCommand(String documentId, String commandId, Viewer viewer, Duration atMost)
            throws InterruptedException {
        return follower.await(
                () -> item(documentId, viewer)
                        .filter(item -> item.getHandledCommands().contains(commandId)),
                atMost);
    }

    @Override
    public void close() {
        follower.close();
    }

    private Condition condition(ItemFilter filter, Viewer viewer) {
        return Condition.of(filter, viewer, clock.instant());
    }

    /** A question on one connection. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(ItemQueries queries) throws SQLException;
    }

    private <T> T ask(Question<T> question) {
        return follower.read(connection -> question.ask(new ItemQueries(connection)));
    }
}
