package dev.sluice.console.review;

import dev.sluice.schemas.avro.CorrectedResults;
import dev.sluice.schemas.avro.DiscardReason;
import dev.sluice.schemas.avro.RedriveRequest;
import dev.sluice.schemas.avro.ReviewCommand;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** What a command asks for, with exactly what that needs. */
sealed interface Action {
    /** Longer comments are refused: they are in the item, the audit event and the correction. */
    int LONGEST_COMMENT = 10_000;

    int LONGEST_NAME = 200;

    /** Those with an effect outside the console, so that they can be undone for a while. */
    sealed interface Decision extends Action {}

    record Claim(Optional<Duration> lease) implements Action {}

    record Release() implements Action {}

    record Requeue() implements Action {}

    record Park() implements Action {}

    record Undo(String decisionId) implements Action {}

    record Publish(String decisionId) implements Action {}

    record Approve() implements Decision {}

    record Correct(CorrectedResults results) implements Decision {}

    record Redrive(RedriveRequest request) implements Decision {}

    record Discard(DiscardReason reason) implements Decision {}

    /** A command that lacks what it needs. */
    record Malformed(String why) implements Action {}

    /** Reads a command; what is wrong with it becomes {@link Malformed}. */
    static Action of(ReviewCommand command) {
        if (command.getComment().map(String::length).orElse(0) > LONGEST_COMMENT) {
            return new Malformed("The comment is too long. Keep it below " + LONGEST_COMMENT + " characters.");
        }
        return switch (command.getAction()) {
            case CLAIM -> claim(command.getLeaseMs().map(Duration::ofMillis));
            case RELEASE -> new Release();
            case REQUEUE -> new Requeue();
            case PARK -> new Park();
            case APPROVE -> new Approve();
            case CORRECT ->
                command.getCorrection()
                        .<Action>map(Correct::new)
                        .orElseGet(
                                () -> new Malformed("The correction is missing. Send the results as they should be."));
            case REDRIVE ->
                redrive(command.getRedrive()
                        .orElseGet(() -> RedriveRequest.newBuilder().build()));
            case DISCARD -> discard(command);
            case UNDO ->
                command.getDecisionId()
                        .<Action>map(Undo::new)
                        .orElseGet(() -> new Malformed("The decision is missing. Name the one that is to be undone."));
            case PUBLISH ->
                command.getDecisionId()
                        .<Action>map(Publish::new)
                        .orElseGet(() -> new Malformed("The decision is missing. Name the one that takes effect."));
            case ARRIVE -> new Malformed("Only the console itself says what arrived.");
            case UNKNOWN ->
                new Malformed("This release does not know the action. Update every instance of the console.");
        };
    }

    private static Action claim(Optional<Duration> lease) {
        return lease.filter(time -> !time.isPositive()).isPresent()
                ? new Malformed("A claim must last longer than zero milliseconds.")
                : new Claim(lease);
    }

    private static Action redrive(RedriveRequest request) {
        boolean isTooLong = Stream.of(request.getEngine(), request.getProfile(), request.getPrompts())
                .flatMap(Optional::stream)
                .anyMatch(name -> name.isBlank() || name.length() > LONGEST_NAME);
        return isTooLong
                ? new Malformed("The name of the engine, profile or prompts is blank or longer than " + LONGEST_NAME
                        + " characters. Leave it out, or name one that exists.")
                : new Redrive(request);
    }

    private static Action discard(ReviewCommand command) {
        Optional<DiscardReason> reason = command.getDiscardReason();
        if (reason.isEmpty()) {
            return new Malformed("The reason is missing. Say why the document is discarded.");
        }
        boolean isExplained = !command.getComment().orElse("").isBlank();
        return reason.get() == DiscardReason.OTHER && !isExplained
                ? new Malformed("The reason OTHER needs a comment. Say in it why the document is discarded.")
                : new Discard(reason.get());
    }
}
