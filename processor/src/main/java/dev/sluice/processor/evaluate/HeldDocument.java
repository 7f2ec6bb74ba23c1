package dev.sluice.processor.evaluate;

/**
 * A document that would go to a person instead of being published, or that was not finished.
 *
 * @param name the document's
 * @param stage where it ended
 * @param reason the dead letter's reason code, or {@code UNFINISHED}
 * @param detail what was wrong
 */
public record HeldDocument(String name, String stage, String reason, String detail) {}
