package dev.sluice.console.review;

import dev.sluice.schemas.avro.CorrectedResults;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.PendingDecision;
import dev.sluice.schemas.avro.RedriveRequest;
import dev.sluice.schemas.avro.Resolution;
import dev.sluice.schemas.avro.ReviewCommand;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.avro.ReviewState;
import dev.sluice.schemas.avro.ValueChange;
import dev.sluice.validate.ValidationResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** How a decision is taken, and how it takes effect when its undo window has ended. */
final class Decisions {
    private final ReviewSettings settings;
    private final ResultCheck check;
    private final Predicate<Outcome> fits;

    /**
     * @param fits whether the topics take an outcome
     */
    Decisions(ReviewSettings settings, ResultCheck check, Predicate<Outcome> fits) {
        this.settings = settings;
        this.check = check;
        this.fits = fits;
    }

    /** Checks a decision and lets it wait. What is accepted here can be published: nothing it needs changes any more. */
    Ruling decide(Held held, ReviewCommand command, Action.Decision decision, Instant now) {
        return switch (decision) {
            case Action.Approve approve ->
                checked(held, command, decision, check.approval(held.whole().get()), now);
            case Action.Correct correct ->
                checked(held, command, decision, check.correction(held.whole().get(), correct.results()), now);
            case Action.Redrive redrive
            when held.item().getRedriveCount() >= settings.redriveCap() -> parked(held.item());
            case Action.Redrive redrive -> waiting(held, command, decision, List.of(), now);
            case Action.Discard discard -> waiting(held, command, decision, List.of(), now);
        };
    }

    /** Carries out the decision that the item waits with. */
    Ruling publish(Held held, PendingDecision pending, Instant now) {
        ReviewCommand command = pending.getCommand();
        Action action = Action.of(command);
        if (!(action instanceof Action.Decision decision)) {
            throw new IllegalStateException("the item " + command.getDocumentId() + " waits with " + action);
        }
        ReviewItem.Builder next = ReviewItem.newBuilder(held.item())
                .setDecision(null)
                .setLease(null)
                .setResolution(resolution(held, pending, decision));
        Optional<Outcome> outcome = outcome(held, command, decision, pending.getDecidedAt(), now);
        next = switch (decision) {
            case Action.Approve approve -> next.setState(ReviewState.RESOLVED);
            case Action.Correct correct -> next.setState(ReviewState.RESOLVED);
            case Action.Discard discard -> next.setState(ReviewState.DISCARDED);
            case Action.Redrive redrive ->
                next.setState(ReviewState.REDRIVEN).setRedriveCount(held.item().getRedriveCount() + 1);
        };
        return new Ruling.Granted(next, true, outcome, List.of(), Optional.empty());
    }

    private Ruling checked(
            Held held, ReviewCommand command, Action.Decision decision, ValidationResult result, Instant now) {
        if (!result.valid()) {
            String why = decision instanceof Action.Approve
                    ? "The results cannot be published as they are. Correct them."
                    : "The correction does not conform to the profile. Mend what is listed.";
            return new Ruling.Refused(why, result.problems());
        }
        return waiting(held, command, decision, changes(held, decision), now);
    }

    private Ruling waiting(
            Held held, ReviewCommand command, Action.Decision decision, List<ValueChange> changes, Instant now) {
        if (!outcome(held, command, decision, now, now).map(fits::test).orElse(true)) {
            return Ruling.Refused.because(
                    "What would be published is too large for its topic. Shorten the results, or discard the document.");
        }
        ReviewItem.Builder next = ReviewItem.newBuilder(held.item())
                .setState(ReviewState.DECIDED)
                .setDecision(new PendingDecision(
                        command,
                        now,
                        now.plus(settings.undoWindow()),
                        held.item().getState()));
        return new Ruling.Granted(next, true, Optional.empty(), changes, Optional.empty());
    }

    private Ruling parked(ReviewItem item) {
        String why = "It was sent back " + item.getRedriveCount() + " times already, and the most is "
                + settings.redriveCap() + ".";
        if (item.getState() == ReviewState.PARKED) {
            return Ruling.Refused.because(why + " Correct or discard it.");
        }
        ReviewItem.Builder next =
                ReviewItem.newBuilder(item).setState(ReviewState.PARKED).setLease(null);
        return new Ruling.Granted(next, true, Optional.empty(), List.of(), Optional.of(why + " It is parked instead."));
    }

    private Optional<Outcome> outcome(
            Held held, ReviewCommand command, Action.Decision decision, Instant decidedAt, Instant now) {
        return switch (decision) {
            case Action.Discard discard -> Optional.empty();
            case Action.Redrive redrive -> Optional.of(redriven(held, command, redrive.request(), now));
            case Action.Approve approve -> Optional.of(published(held, command, decision, decidedAt, now));
            case Action.Correct correct -> Optional.of(published(held, command, decision, decidedAt, now));
        };
    }

    private Outcome published(
            Held held, ReviewCommand command, Action.Decision decision, Instant decidedAt, Instant now) {
        DeadLetter letter = held.whole().get();
        return new Publication(letter, after(letter, decision)).by(command, decidedAt, now, check.gate(letter));
    }

    private Outcome redriven(Held held, ReviewCommand command, RedriveRequest request, Instant now) {
        DeadLetter letter = held.whole().get();
        RedriveEntry entry = RedriveEntry.of(letter, request);
        Outcome whole = redriven(held, letter, command, request, entry, now);
        return fits.test(whole) ? whole : redriven(held, ItemSize.withoutAnswers(letter), command, request, entry, now);
    }

    private static Outcome redriven(
            Held held,
            DeadLetter letter,
            ReviewCommand command,
            RedriveRequest request,
            RedriveEntry entry,
            Instant now) {
        return new Outcome.Redriven(dev.sluice.schemas.avro.Redrive.newBuilder()
                .setDocumentId(letter.getDocumentId())
                .setDeadLetter(DeadLetter.newBuilder(letter)
                        .setRedriveCount(held.item().getRedriveCount() + 1)
                        .build())
                .setStage(entry.stage().id())
                .setReread(entry.reread())
                .setEngine(request.getEngine().orElse(null))
                .setProfile(request.getProfile().orElse(null))
                .setPrompts(request.getPrompts().orElse(null))
                .setCommandId(command.getCommandId())
                .setRedrivenBy(command.getActor())
                .setRedrivenAt(now)
                .build());
    }

    private static Resolution resolution(Held held, PendingDecision pending, Action.Decision decision) {
        ReviewCommand command = pending.getCommand();
        Resolution.Builder resolution = Resolution.newBuilder()
                .setAction(command.getAction())
                .setActor(command.getActor())
                .setAt(pending.getDecidedAt())
                .setComment(command.getComment().orElse(null))
                .setDiscardReason(command.getDiscardReason().orElse(null));
        if (decision instanceof Action.Correct) {
            CorrectedResults results = after(held.whole().get(), decision).asResults();
            resolution
                    .setResults(results)
                    .setChanged(changes(held, decision).stream()
                            .map(ValueChange::getPointer)
                            .toList());
        }
        return resolution.build();
    }

    private static List<ValueChange> changes(Held held, Action.Decision decision) {
        DeadLetter letter = held.whole().get();
        return Findings.of(letter).changesTo(after(letter, decision));
    }

    private static Findings after(DeadLetter letter, Action.Decision decision) {
        Findings before = Findings.of(letter);
        return decision instanceof Action.Correct correct ? before.corrected(correct.results()) : before;
    }
}
