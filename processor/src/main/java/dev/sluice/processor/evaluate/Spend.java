package dev.sluice.processor.evaluate;

import dev.sluice.schemas.avro.LlmUsage;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the documents took.
 *
 * @param calls to models, failed ones included
 * @param inputTokens cached ones included
 * @param costMicros millionths of a US dollar; empty if models were called whose prices are not known
 */
public record Spend(int calls, long inputTokens, long cachedTokens, long outputTokens, OptionalLong costMicros) {

    static Spend of(List<LlmUsage> calls) {
        long input = 0;
        long cached = 0;
        long output = 0;
        long cost = 0;
        boolean unpriced = false;
        for (LlmUsage call : calls) {
            input += call.getUsage().getInput();
            cached += call.getUsage().getCachedInput();
            output += call.getUsage().getOutput();
            cost += call.getCostMicros();
            unpriced |= call.getUnpriced();
        }
        return new Spend(calls.size(), input, cached, output, unpriced ? OptionalLong.empty() : OptionalLong.of(cost));
    }
}
