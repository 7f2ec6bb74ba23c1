package dev.sluice.processor.observe;

/**
 * Where the operators' pages listen.
 *
 * @param port 0 for a free one
 */
public record HttpSettings(String host, int port) {}
