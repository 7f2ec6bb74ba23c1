package dev.sluice.console.review;

import dev.sluice.schemas.avro.AuditAction;
import dev.sluice.schemas.avro.AuditEvent;
import dev.sluice.schemas.avro.AuditOutcome;
import dev.sluice.schemas.avro.ReviewCommand;
import dev.sluice.schemas.avro.ReviewItem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Writes audit events. */
final class AuditTrail {
    /** The actor of what no person did. */
    static final String SYSTEM = "sluice";

    private AuditTrail() {}

    /** What became of a command. */
    static AuditEvent.Builder command(
            Optional<ReviewItem> before, Optional<ReviewItem> after, ReviewCommand command, Instant now) {
        return event(command.getDocumentId(), before, after, action(command), now)
                .setEventId(id(command.getDocumentId(), command.getCommandId(), action(command), now))
                .setActor(command.getActor())
                .setCommandId(command.getCommandId())
                .setComment(command.getComment()
                        .map(comment -> comment.substring(0, Math.min(comment.length(), Action.LONGEST_COMMENT)))
                        .orElse(null));
    }

    /** What happened by itself. */
    static AuditEvent.Builder event(
            String documentId,
            Optional<ReviewItem> before,
            Optional<ReviewItem> after,
            AuditAction action,
            Instant now) {
        return AuditEvent.newBuilder()
                .setEventId(id(
                        documentId,
                        "version "
                                + after.or(() -> before)
                                        .map(ReviewItem::getVersion)
                                        .orElse(0L),
                        action,
                        now))
                .setDocumentId(documentId)
                .setActor(SYSTEM)
                .setAt(now)
                .setAction(action)
                .setOutcome(AuditOutcome.ACCEPTED)
                .setStateBefore(before.map(ReviewItem::getState).orElse(null))
                .setStateAfter(after.map(ReviewItem::getState).orElse(null))
                .setVersionBefore(before.map(ReviewItem::getVersion).orElse(0L))
                .setVersionAfter(after.map(ReviewItem::getVersion).orElse(0L));
    }

    /** The same for the same happening, so that nothing depends on chance. */
    private static String id(String documentId, String cause, AuditAction action, Instant now) {
        String happening = String.join("\n", documentId, cause, action.name(), Long.toString(now.toEpochMilli()));
        return UUID.nameUUIDFromBytes(happening.getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static AuditAction action(ReviewCommand command) {
        return switch (command.getAction()) {
            case CLAIM -> AuditAction.CLAIM;
            case RELEASE -> AuditAction.RELEASE;
            case APPROVE -> AuditAction.APPROVE;
            case CORRECT -> AuditAction.CORRECT;
            case REDRIVE -> AuditAction.REDRIVE;
            case DISCARD -> AuditAction.DISCARD;
            case REQUEUE -> AuditAction.REQUEUE;
            case PARK -> AuditAction.PARK;
            case UNDO -> AuditAction.UNDO;
            case PUBLISH -> AuditAction.PUBLISH;
            case ARRIVE -> AuditAction.ARRIVED;
            case UNKNOWN -> AuditAction.UNKNOWN;
        };
    }
}
