package dev.sluice.processor.evaluate;

/**
 * One result that is not as expected.
 *
 * @param document its name
 * @param what the field, or {@code label}
 * @param expected as JSON, empty for no value
 * @param found the same
 */
public record Mistake(String document, String what, String expected, String found) {}
