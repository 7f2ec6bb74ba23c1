package dev.sluice.console.review;

import dev.sluice.console.review.ItemSize.Fitted;
import dev.sluice.schemas.avro.AuditAction;
import dev.sluice.schemas.avro.AuditEvent;
import dev.sluice.schemas.avro.AuditOutcome;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.DocumentProperties;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.avro.ReviewState;
import dev.sluice.schemas.avro.Summary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the pipeline's outcomes do to items. */
final class Arrivals {
    private static final int PREVIEW = 160;

    private final ItemSize size;

    Arrivals(ItemSize size) {
        this.size = size;
    }

    /** A dead letter opens an item, or opens it again; one that is known or outdated does not. */
    Reaction arrived(Optional<ReviewItem> before, Event.Arrived arrival, Instant now) {
        DeadLetter letter = arrival.letter();
        String detail = letter.getReason() + " at " + letter.getStage();
        if (before.isEmpty()) {
            ReviewItem opened = opened(arrival, 1, List.of(), now);
            return kept(opened, List.of(event(before, Optional.of(opened), AuditAction.ARRIVED, detail, now)));
        }
        ReviewItem item = before.get();
        DeadLetter known = item.getDeadLetter();
        int age = Vintage.compare(letter.getSource(), known.getSource());
        if (age < 0) {
            AuditEvent outdated = event(
                    before,
                    before,
                    AuditAction.ARRIVED,
                    "A newer version of the document is under review already.",
                    now);
            return new Reaction.Noted(AuditEvent.newBuilder(outdated)
                    .setOutcome(AuditOutcome.REJECTED)
                    .build());
        }
        if (age == 0 && letter.getRedriveCount() <= known.getRedriveCount()) {
            return new Reaction.Ignored();
        }
        ReviewItem opened = opened(arrival, item.getVersion() + 1, item.getHandledCommands(), now);
        List<AuditEvent> events = new ArrayList<>();
        if (age > 0 && !States.isClosed(item.getState())) {
            events.add(event(before, before, AuditAction.SUPERSEDED, dropped(item), now));
        }
        AuditAction action = age > 0 ? AuditAction.ARRIVED : AuditAction.RETURNED;
        events.add(event(before, Optional.of(opened), action, detail, now));
        return kept(opened, events);
    }

    /** A document that was published closes the item of an earlier version, or of a redrive. */
    Reaction enriched(Optional<ReviewItem> before, Event.Enriched enriched, Instant now) {
        if (before.isEmpty()
                || enriched.reviewed()
                || States.isClosed(before.get().getState())) {
            return new Reaction.Ignored();
        }
        ReviewItem item = before.get();
        int age = Vintage.compare(enriched.source(), item.getDeadLetter().getSource());
        if (age > 0) {
            return closed(item, ReviewState.SUPERSEDED, AuditAction.SUPERSEDED, dropped(item), now);
        }
        boolean isDone = age == 0 && item.getState() == ReviewState.REDRIVEN;
        return isDone
                ? closed(item, ReviewState.RESOLVED, AuditAction.COMPLETED, "The pipeline accepted it.", now)
                : new Reaction.Ignored();
    }

    private static Reaction closed(ReviewItem item, ReviewState state, AuditAction action, String why, Instant now) {
        ReviewItem closed = ReviewItem.newBuilder(item)
                .setState(state)
                .setVersion(item.getVersion() + 1)
                .setUpdatedAt(now)
                .setLease(null)
                .setDecision(null)
                .setLastRejection(null)
                .build();
        return kept(closed, List.of(event(Optional.of(item), Optional.of(closed), action, why, now)));
    }

    private ReviewItem opened(Event.Arrived arrival, long version, List<String> handledCommands, Instant now) {
        DeadLetter letter = arrival.letter();
        Fitted fitted = size.fit(letter);
        return ReviewItem.newBuilder()
                .setDocumentId(letter.getDocumentId())
                .setVersion(version)
                .setState(ReviewState.PENDING)
                .setReason(letter.getReason())
                .setStage(letter.getStage())
                .setProfile(letter.getProfile().orElse(null))
                .setTenant(letter.getProperties()
                        .flatMap(DocumentProperties::getTenant)
                        .orElse(null))
                .setLabel(
                        letter.getClassification().map(Classification::getLabel).orElse(null))
                .setConfidence(letter.getConfidence().orElse(null))
                .setPreview(preview(letter))
                .setArrivedAt(letter.getDeadLetteredAt())
                .setQueuedAt(letter.getDeadLetteredAt())
                .setUpdatedAt(now)
                .setRedriveCount(letter.getRedriveCount())
                .setAudit(Publication.isAudit(letter))
                .setHandledCommands(handledCommands)
                .setDeadLetter(fitted.letter())
                .setOmitted(fitted.omitted())
                .setDeadLetterPartition(arrival.partition())
                .setDeadLetterOffset(arrival.offset())
                .build();
    }

    private static String preview(DeadLetter letter) {
        String line = letter.getProperties()
                .flatMap(DocumentProperties::getTitle)
                .filter(title -> !title.isBlank())
                .or(() -> letter.getSummary().map(Summary::getText))
                .or(letter::getText)
                .filter(text -> !text.isBlank())
                .orElse(letter.getDetail());
        return OneLine.of(line, PREVIEW);
    }

    private static String dropped(ReviewItem item) {
        return item.getDecision()
                .map(decision -> "A newer version of the document came before the decision of "
                        + decision.getCommand().getActor() + " took effect, which is dropped.")
                .orElse("A newer version of the document came.");
    }

    private static AuditEvent event(
            Optional<ReviewItem> before, Optional<ReviewItem> after, AuditAction action, String why, Instant now) {
        String id = after.or(() -> before).orElseThrow().getDocumentId();
        return AuditTrail.event(id, before, after, action, now).setWhy(why).build();
    }

    private static Reaction kept(ReviewItem item, List<AuditEvent> events) {
        return new Reaction.Kept(item, Optional.empty(), events);
    }
}
