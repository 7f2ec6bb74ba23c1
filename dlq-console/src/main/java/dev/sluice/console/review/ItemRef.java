package dev.sluice.console.review;

/**
 * An item as somebody saw it.
 *
 * @param version that a command about it expects
 */
public record ItemRef(String documentId, long version) {}
