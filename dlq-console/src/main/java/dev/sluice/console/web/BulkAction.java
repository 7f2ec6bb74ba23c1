package dev.sluice.console.web;

import dev.sluice.console.review.CommandFactory;
import dev.sluice.console.review.ItemRef;
import dev.sluice.schemas.avro.DiscardReason;
import dev.sluice.schemas.avro.RedriveFrom;
import dev.sluice.schemas.avro.RedriveRequest;
import dev.sluice.schemas.avro.ReviewCommand;
import java.util.Optional;

/** What can be done to many items at once. */
sealed interface BulkAction {
    record Claim() implements BulkAction {}

    record Redrive(boolean fromStart, String comment) implements BulkAction {}

    record Discard(DiscardReason reason, String comment) implements BulkAction {}

    /** The action of a name. */
    static BulkAction of(String name, String from, String reason, String comment) {
        return switch (name) {
            case "claim" -> new Claim();
            case "redrive" -> new Redrive(from.equals("start"), comment);
            case "discard" -> new Discard(ActPage.discardReason(reason), comment);
            default -> throw new BadRequest("'" + name + "' cannot be done to many: use claim, redrive or discard.");
        };
    }

    default ReviewCommand command(CommandFactory commands, ItemRef item) {
        return switch (this) {
            case Claim claim -> commands.claim(item, Optional.empty());
            case Redrive redrive ->
                commands.redrive(
                        item,
                        RedriveRequest.newBuilder()
                                .setFrom(redrive.fromStart() ? RedriveFrom.START : RedriveFrom.FAILED_STAGE)
                                .build(),
                        redrive.comment());
            case Discard discard -> commands.discard(item, discard.reason(), discard.comment());
        };
    }

    /** As forms call it. */
    default String id() {
        return switch (this) {
            case Claim claim -> "claim";
            case Redrive redrive -> "redrive";
            case Discard discard -> "discard";
        };
    }

    /** In words. */
    default String words() {
        return switch (this) {
            case Claim claim -> "Claim";
            case Redrive redrive -> redrive.fromStart() ? "Redrive from the start" : "Redrive from the failed stage";
            case Discard discard -> "Discard as " + Shown.words(discard.reason());
        };
    }
}
