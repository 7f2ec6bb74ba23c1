package dev.sluice.runtime.alert;

/**
 * Something that needs people.
 *
 * @param key what it is about, such as {@code review-age/LOW_CONFIDENCE}: alerts of one key are one thing
 * @param title one line
 * @param text what it means and what to do about it
 */
public record Alert(String key, Severity severity, String title, String text) {

    /** How much it matters. */
    public enum Severity {
        /** Somebody should look today. */
        WARNING,
        /** Work stands still, or money is lost. */
        CRITICAL
    }
}
