package dev.sluice.console.review;

import dev.sluice.schemas.avro.Lease;
import dev.sluice.schemas.avro.PendingDecision;
import dev.sluice.schemas.avro.ReviewCommand;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.avro.ReviewState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rules on commands: who may do what in which state. */
final class Commands {
    private final ReviewSettings settings;
    private final Decisions decisions;

    Commands(ReviewSettings settings, Decisions decisions) {
        this.settings = settings;
        this.decisions = decisions;
    }

    Ruling rule(Held held, ReviewCommand command, Instant now) {
        ReviewItem item = held.item();
        Action action = Action.of(command);
        if (action instanceof Action.Publish publish) {
            return decision(item, publish.decisionId())
                    .map(pending -> decisions.publish(held, pending, now))
                    .orElseGet(Ruling.Moot::new);
        }
        Optional<String> objection = objection(item, command, action, now);
        if (objection.isPresent()) {
            return Ruling.Refused.because(objection.get());
        }
        return switch (action) {
            case Action.Malformed malformed -> Ruling.Refused.because(malformed.why());
            case Action.Publish publish -> new Ruling.Moot();
            case Action.Undo undo -> undone(item, command, undo);
            case Action.Claim claim -> claimed(item, command.getActor(), claim, now);
            case Action.Release release ->
                Ruling.Granted.of(ReviewItem.newBuilder(item).setLease(null));
            case Action.Requeue requeue ->
                Ruling.Granted.of(ReviewItem.newBuilder(item)
                        .setState(ReviewState.PENDING)
                        .setQueuedAt(now)
                        .setResolution(null)
                        .setLease(null));
            case Action.Park park ->
                Ruling.Granted.of(
                        ReviewItem.newBuilder(item).setState(ReviewState.PARKED).setLease(null));
            case Action.Decision decision -> decisions.decide(held, command, decision, now);
        };
    }

    private static Optional<String> objection(ReviewItem item, ReviewCommand command, Action action, Instant now) {
        if (action instanceof Action.Malformed malformed) {
            return Optional.of(malformed.why());
        }
        if (!command.getDocumentId().equals(item.getDocumentId())) {
            return Optional.of("The command is about the document " + command.getDocumentId()
                    + ", but its record's key is another. Use the document id as the key.");
        }
        boolean namesDecision = action instanceof Action.Undo;
        if (!namesDecision && command.getExpectedVersion() != item.getVersion()) {
            return Optional.of("The item has changed since you saw it: it is at version " + item.getVersion() + ", not "
                    + command.getExpectedVersion() + ". Look at it again and repeat what still applies.");
        }
        if (!States.allowing(action).contains(item.getState())) {
            return Optional.of("The item is " + States.told(item.getState()) + ", which does not allow this.");
        }
        return foreignLease(item, command.getActor(), now)
                .filter(lease -> !namesDecision)
                .map(lease -> lease.getOwner() + " works on the item until " + lease.getUntil()
                        + ". Wait, or take another one.");
    }

    private static Optional<Lease> foreignLease(ReviewItem item, String actor, Instant now) {
        return item.getLease()
                .filter(lease -> lease.getUntil().isAfter(now))
                .filter(lease -> !lease.getOwner().equals(actor));
    }

    private static Optional<PendingDecision> decision(ReviewItem item, String id) {
        return item.getDecision()
                .filter(pending -> item.getState() == ReviewState.DECIDED)
                .filter(pending -> pending.getCommand().getCommandId().equals(id));
    }

    private Ruling claimed(ReviewItem item, String actor, Action.Claim claim, Instant now) {
        Duration wanted = claim.lease().orElse(settings.lease());
        Duration granted = wanted.compareTo(settings.longestLease()) > 0 ? settings.longestLease() : wanted;
        boolean isExtension = item.getLease().map(Lease::getOwner).equals(Optional.of(actor));
        ReviewItem.Builder next = ReviewItem.newBuilder(item).setLease(new Lease(actor, now.plus(granted)));
        return new Ruling.Granted(next, !isExtension, Optional.empty(), List.of(), Optional.empty());
    }

    private static Ruling undone(ReviewItem item, ReviewCommand command, Action.Undo undo) {
        Optional<PendingDecision> pending = decision(item, undo.decisionId());
        if (pending.isEmpty()) {
            return Ruling.Refused.because("That decision does not wait any more.");
        }
        String decider = pending.get().getCommand().getActor();
        if (!decider.equals(command.getActor())) {
            return Ruling.Refused.because("The decision is " + decider + "'s. Only who decided can undo it.");
        }
        return Ruling.Granted.of(ReviewItem.newBuilder(item)
                .setState(pending.get().getReturnsTo())
                .setDecision(null));
    }
}
