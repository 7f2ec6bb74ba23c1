package dev.sluice.console.review;

import dev.sluice.schemas.avro.AuditAction;
import dev.sluice.schemas.avro.AuditEvent;
import dev.sluice.schemas.avro.AuditOutcome;
import dev.sluice.schemas.avro.CommandRejection;
import dev.sluice.schemas.avro.ReviewCommand;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.avro.ReviewState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The rules of review: what an event does to an item. A pure function of its arguments, so the events of one document must
 * come one after the other, each with the item that the one before left. Thread-safe.
 *
 * <p>A decision first waits, so that it can be undone. What ends the wait is itself a command in the same topic, written
 * when the undo window is over: of an undo and the end of its window the one that stands first in the topic wins, whatever
 * crashes or lags in between. So a decision has one outcome, or was undone or superseded, never both.
 */
public final class ReviewLifecycle {
    /** How many ids of commands an item remembers. Commands that are repeated later have an outdated version as well. */
    static final int REMEMBERED = 16;

    private final ReviewSettings settings;
    private final Arrivals arrivals;
    private final Commands commands;

    /**
     * Rules by these settings.
     *
     * @param letterSize what an item can carry of its dead letter
     * @param fits whether the topics take an outcome; what they do not is refused when it is decided
     */
    ReviewLifecycle(ReviewSettings settings, ResultCheck check, ItemSize letterSize, Predicate<Outcome> fits) {
        this.settings = settings;
        this.arrivals = new Arrivals(letterSize);
        this.commands = new Commands(settings, new Decisions(settings, check, fits));
    }

    /** What an event leads to, for the item as it is, if there is one. */
    public Reaction react(Optional<Held> held, Event event, Instant now) {
        Optional<ReviewItem> item = held.map(Held::item);
        return switch (event) {
            case Event.Arrived arrived -> arrivals.arrived(item, arrived, now);
            case Event.Enriched enriched -> arrivals.enriched(item, enriched, now);
            case Event.Commanded commanded ->
                held.map(known -> commanded(known, commanded.command(), now))
                        .orElseGet(() -> unknown(commanded.command(), now));
            case Event.Aged aged -> item.map(known -> aged(known, now)).orElseGet(Reaction.Ignored::new);
        };
    }

    /** When the item wants to be looked at although nothing happens to it, if at all. */
    public Optional<Instant> due(ReviewItem item) {
        if (item.getState() == ReviewState.DECIDED) {
            return item.getDecision().map(decision -> decision.getPublishAt());
        }
        return States.isClosed(item.getState())
                ? Optional.of(item.getUpdatedAt().plus(settings.closedRetention()))
                : Optional.empty();
    }

    private Reaction commanded(Held held, ReviewCommand command, Instant now) {
        ReviewItem item = held.item();
        if (item.getHandledCommands().contains(command.getCommandId())) {
            return new Reaction.Noted(AuditTrail.command(Optional.of(item), Optional.of(item), command, now)
                    .setOutcome(AuditOutcome.REPEATED)
                    .setWhy("This command was dealt with before.")
                    .build());
        }
        return switch (commands.rule(held, command, now)) {
            case Ruling.Moot moot -> new Reaction.Ignored();
            case Ruling.Refused refused -> refused(item, command, refused, now);
            case Ruling.Granted granted -> granted(item, command, granted, now);
        };
    }

    private static Reaction granted(ReviewItem item, ReviewCommand command, Ruling.Granted granted, Instant now) {
        ReviewItem next = granted.next()
                .setVersion(item.getVersion() + (granted.isChange() ? 1 : 0))
                .setUpdatedAt(now)
                .setLastRejection(null)
                .setHandledCommands(remembered(item, command))
                .build();
        AuditEvent event = AuditTrail.command(Optional.of(item), Optional.of(next), command, now)
                .setWhy(granted.why().orElse(null))
                .setChanges(granted.changes())
                .build();
        return new Reaction.Kept(next, granted.outcome(), List.of(event));
    }

    private static Reaction refused(ReviewItem item, ReviewCommand command, Ruling.Refused refused, Instant now) {
        ReviewItem next = ReviewItem.newBuilder(item)
                .setHandledCommands(remembered(item, command))
                .setLastRejection(new CommandRejection(
                        command.getCommandId(),
                        command.getAction(),
                        command.getActor(),
                        now,
                        refused.why(),
                        refused.problems()))
                .build();
        AuditEvent event = AuditTrail.command(Optional.of(item), Optional.of(next), command, now)
                .setOutcome(AuditOutcome.REJECTED)
                .setWhy(refused.why())
                .build();
        return new Reaction.Kept(next, Optional.empty(), List.of(event));
    }

    private static Reaction unknown(ReviewCommand command, Instant now) {
        return Action.of(command) instanceof Action.Publish
                ? new Reaction.Ignored()
                : new Reaction.Noted(AuditTrail.command(Optional.empty(), Optional.empty(), command, now)
                        .setOutcome(AuditOutcome.REJECTED)
                        .setWhy("There is no item of this document. Check the document id.")
                        .build());
    }

    private Reaction aged(ReviewItem item, Instant now) {
        boolean isOver = States.isClosed(item.getState())
                && !item.getUpdatedAt().plus(settings.closedRetention()).isAfter(now);
        return isOver
                ? new Reaction.Removed(AuditTrail.event(
                                item.getDocumentId(), Optional.of(item), Optional.empty(), AuditAction.FORGOTTEN, now)
                        .build())
                : new Reaction.Ignored();
    }

    private static List<String> remembered(ReviewItem item, ReviewCommand command) {
        List<String> ids = new ArrayList<>(item.getHandledCommands());
        ids.add(command.getCommandId());
        return List.copyOf(ids.subList(Math.max(0, ids.size() - REMEMBERED), ids.size()));
    }
}
