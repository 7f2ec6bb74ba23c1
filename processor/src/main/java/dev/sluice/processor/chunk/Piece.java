package dev.sluice.processor.chunk;

/**
 * A stretch of a text that is not cut: a sentence, or a part of one that is very long.
 *
 * @param start inclusive, in UTF-16 units
 * @param end exclusive
 * @param border what lies before it
 */
record Piece(int start, int end, int tokens, Border border) {}
