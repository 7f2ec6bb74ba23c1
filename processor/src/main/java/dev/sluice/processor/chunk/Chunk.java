package dev.sluice.processor.chunk;

/**
 * A range of a text, in UTF-16 units.
 *
 * @param start inclusive
 * @param end exclusive, above start
 */
record Chunk(int start, int end) {}
