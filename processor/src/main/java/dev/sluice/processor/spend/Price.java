package dev.sluice.processor.spend;

import dev.sluice.schemas.avro.TokenUsage;
import java.math.BigInteger;

/**
 * What a model costs, in millionths of a US dollar for a million tokens; none of it is negative.
 *
 * @param input tokens that the provider had not cached
 * @param cachedInput tokens that it had
 * @param output tokens of the answer, those of its thinking included
 */
public record Price(long input, long cachedInput, long output) {
    private static final BigInteger TOKENS = BigInteger.valueOf(1_000_000);
    private static final BigInteger HALF = BigInteger.valueOf(500_000);

    public Price {
        if (input < 0 || cachedInput < 0 || output < 0) {
            throw new IllegalArgumentException("a price is negative");
        }
    }

    /**
     * What a call costs, in millionths of a US dollar. The three amounts are added up exactly; only the sum is rounded, to
     * the nearest millionth, and a half up. So many small calls are neither free nor dearer than they are.
     *
     * @param usage of which the cached tokens are part of the input; more of them than that count as all
     * @throws ArithmeticException above nine million million dollars
     */
    public long of(TokenUsage usage) {
        long cached = Math.min(usage.getCachedInput(), usage.getInput());
        BigInteger sum = product(usage.getInput() - cached, input)
                .add(product(cached, cachedInput))
                .add(product(usage.getOutput(), output));
        return sum.add(HALF).divide(TOKENS).longValueExact();
    }

    private static BigInteger product(long tokens, long price) {
        return BigInteger.valueOf(tokens).multiply(BigInteger.valueOf(price));
    }
}
