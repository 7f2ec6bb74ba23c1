package dev.sluice.console.web;

import dev.sluice.console.readmodel.ListedItem;
import dev.sluice.console.web.form.FormNode;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.AuditEvent;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.avro.ReviewState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the page of an item shows.
 *
 * @param title one line that tells it from others
 * @param form absent if the profile is gone or there never was one
 * @param results what the inputs hold
 * @param promptSets those of the document's profile
 * @param problems by the pointer of the value that they are about
 * @param unpinned problems that no input of the form is about
 * @param evidence by the pointer of the value
 * @param history what happened to it, oldest first
 * @param preview what kind of original can be looked at: image or pdf
 * @param back the queue's query string that led here
 * @param last a decision before this page that can still be undone
 */
record ItemView(
        Frame frame,
        ReviewItem item,
        String title,
        SourceText text,
        Optional<FormNode> form,
        Results results,
        List<String> labels,
        List<String> profiles,
        List<String> promptSets,
        Map<String, List<Problem>> problems,
        List<Problem> unpinned,
        Map<String, Evidence> evidence,
        List<Attempt> attempts,
        Differences differences,
        List<AuditEvent> history,
        Optional<String> preview,
        Optional<Notice> notice,
        String back,
        Optional<ReviewItem> last,
        Optional<ListedItem> next,
        boolean masked,
        boolean mayWrite,
        boolean heldByOther,
        Instant now) {
    private static final int LONGEST_DETAIL = 2000;

    /**
     * Something that is told above the page.
     *
     * @param kind error, warning or done
     */
    record Notice(String kind, String text) {}

    /**
     * Why a value is what it is.
     *
     * @param grounded whether the quote is in the text, word for word
     */
    record Evidence(boolean grounded, String quote, double confidence) {}

    DeadLetter letter() {
        return item.getDeadLetter();
    }

    String id() {
        return item.getDocumentId();
    }

    boolean isOpen() {
        return item.getState() == ReviewState.PENDING || item.getState() == ReviewState.PARKED;
    }

    /** What was wrong, without personal data if that is masked. */
    String detail() {
        return new Shown(masked).line(letter().getDetail(), LONGEST_DETAIL);
    }

    /** A line of the history, without personal data if that is masked. */
    String line(String text) {
        return new Shown(masked).line(text, LONGEST_DETAIL);
    }

    /** Whether the form can be written in. */
    boolean isEditable() {
        return mayWrite && isOpen() && !heldByOther;
    }

    boolean isMine() {
        return item.getLease()
                .filter(lease -> lease.getUntil().isAfter(now))
                .filter(lease -> lease.getOwner().equals(frame.account().name()))
                .isPresent();
    }

    List<Problem> problemsAt(String pointer) {
        return problems.getOrDefault(pointer, List.of());
    }

    Optional<Evidence> evidenceAt(String pointer) {
        return Optional.ofNullable(evidence.get(pointer));
    }

    /** The seconds in which a decision can still be undone. */
    static long secondsLeft(ReviewItem item, Instant now) {
        return item.getDecision()
                .map(decision -> Duration.between(now, decision.getPublishAt()).toSeconds() + 1)
                .filter(seconds -> seconds > 0)
                .orElse(0L);
    }
}
