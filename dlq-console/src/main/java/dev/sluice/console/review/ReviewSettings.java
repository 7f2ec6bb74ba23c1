package dev.sluice.console.review;

import java.time.Duration;

/**
 * What the rules of review can be set to.
 *
 * @param undoWindow how long a decision can be undone before it takes effect, at least zero
 * @param lease how long a claim lasts that names no time
 * @param longestLease the longest a claim can last without being extended, at least {@code lease}
 * @param redriveCap how often one document can be sent back into the pipeline; beyond it is parked. At least zero
 * @param itemOriginalBytes up to which size an item carries the document's original bytes
 * @param closedRetention how long an item is kept after nobody is needed any more
 */
public record ReviewSettings(
        Duration undoWindow,
        Duration lease,
        Duration longestLease,
        int redriveCap,
        int itemOriginalBytes,
        Duration closedRetention) {

    /** What holds unless the configuration says otherwise. */
    public static final ReviewSettings STANDARD = new ReviewSettings(
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            Duration.ofHours(1),
            3,
            4 * 1024 * 1024,
            Duration.ofDays(30));

    public ReviewSettings {
        if (undoWindow.isNegative()) {
            throw new IllegalArgumentException("the undo window is " + undoWindow + "; it cannot be negative");
        }
        if (!lease.isPositive() || longestLease.compareTo(lease) < 0) {
            throw new IllegalArgumentException("a claim lasts " + lease + " and at most " + longestLease
                    + "; the first must be above zero, and the second not below it");
        }
        if (redriveCap < 0) {
            throw new IllegalArgumentException("the redrive cap is " + redriveCap + "; it cannot be negative");
        }
    }
}
