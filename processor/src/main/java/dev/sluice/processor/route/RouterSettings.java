package dev.sluice.processor.route;

/**
 * What chooses among profiles.
 *
 * @param engine its name
 * @param accept the least confidence to choose by, 0 to 1
 */
public record RouterSettings(String engine, double accept) {}
