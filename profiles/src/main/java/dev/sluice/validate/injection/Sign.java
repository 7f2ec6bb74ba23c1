package dev.sluice.validate.injection;

/**
 * A place in a text that looks like an order to a model.
 *
 * @param what it is, for people
 * @param start inclusive, in UTF-16 units
 * @param end exclusive
 */
public record Sign(String what, int start, int end) {}
