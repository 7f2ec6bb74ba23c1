package dev.sluice.processor.fuzz;

/** What takes bytes that nobody vouches for. */
@FunctionalInterface
interface Target {
    /** Takes an input, and throws unless it ended in one of the ways that are declared. */
    void take(byte[] input) throws Exception;
}
