package dev.sluice.console.review;

import dev.sluice.schemas.avro.CorrectedResults;
import dev.sluice.schemas.avro.DiscardReason;
import dev.sluice.schemas.avro.RedriveRequest;
import dev.sluice.schemas.avro.ReviewAction;
import dev.sluice.schemas.avro.ReviewCommand;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Writes commands in one person's name. Immutable; thread-safe if clock and ids are. */
public final class CommandFactory {
    private final String actor;
    private final Clock clock;
    private final Supplier<UUID> ids;

    /**
     * @param actor who commands
     * @param ids a new one for each command
     */
    public CommandFactory(String actor, Clock clock, Supplier<UUID> ids) {
        this.actor = actor;
        this.clock = clock;
        this.ids = ids;
    }

    /** Takes the item, or keeps it longer; for the console's standard time if none is given. */
    public ReviewCommand claim(ItemRef item, Optional<Duration> lease) {
        return command(item, ReviewAction.CLAIM, "")
                .setLeaseMs(lease.map(Duration::toMillis).orElse(null))
                .build();
    }

    /** Gives a claim back. */
    public ReviewCommand release(ItemRef item) {
        return command(item, ReviewAction.RELEASE, "").build();
    }

    /** Publishes the results as they are. */
    public ReviewCommand approve(ItemRef item, String comment) {
        return command(item, ReviewAction.APPROVE, comment).build();
    }

    /** Publishes these results; what is absent in them stays as it is. */
    public ReviewCommand correct(ItemRef item, CorrectedResults results, String comment) {
        return command(item, ReviewAction.CORRECT, comment)
                .setCorrection(results)
                .build();
    }

    /** Sends the document back into the pipeline. */
    public ReviewCommand redrive(ItemRef item, RedriveRequest request, String comment) {
        return command(item, ReviewAction.REDRIVE, comment).setRedrive(request).build();
    }

    /** Ends the matter without a result. */
    public ReviewCommand discard(ItemRef item, DiscardReason reason, String comment) {
        return command(item, ReviewAction.DISCARD, comment)
                .setDiscardReason(reason)
                .build();
    }

    /** Puts the item at the end of the queue, also out of parked and discarded. */
    public ReviewCommand requeue(ItemRef item, String comment) {
        return command(item, ReviewAction.REQUEUE, comment).build();
    }

    /** Takes the item out of the queue. */
    public ReviewCommand park(ItemRef item, String comment) {
        return command(item, ReviewAction.PARK, comment).build();
    }

    /** Takes back one's own decision, by the id of its command. */
    public ReviewCommand undo(String documentId, String decisionId) {
        return command(new ItemRef(documentId, 0), ReviewAction.UNDO, "")
                .setDecisionId(decisionId)
                .build();
    }

    private ReviewCommand.Builder command(ItemRef item, ReviewAction action, String comment) {
        return ReviewCommand.newBuilder()
                .setCommandId(ids.get().toString())
                .setDocumentId(item.documentId())
                .setExpectedVersion(item.version())
                .setActor(actor)
                .setAt(clock.instant())
                .setComment(comment.isBlank() ? null : comment)
                .setAction(action);
    }
}
