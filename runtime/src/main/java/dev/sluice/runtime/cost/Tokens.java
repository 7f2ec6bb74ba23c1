package dev.sluice.runtime.cost;

import dev.sluice.schemas.avro.TokenUsage;

/** Sums of tokens. */
public final class Tokens {

    private Tokens() {}

    /** Both together. */
    public static TokenUsage sum(TokenUsage one, TokenUsage other) {
        return new TokenUsage(
                one.getInput() + other.getInput(),
                one.getCachedInput() + other.getCachedInput(),
                one.getOutput() + other.getOutput());
    }
}
