package dev.sluice.benchmarks;

import java.util.Locale;

/**
 * What a way to ask came to.
 *
 * @param documents that had an outcome
 * @param held of these, those that a person has to look at
 * @param calls to models
 * @param toLarge of these, those to the large one
 * @param tokensIn of all calls
 * @param tokensOut of all calls
 * @param micros what all calls cost, in millionths of a US dollar
 */
record CostMeasurement(
        CostVariant variant,
        int documents,
        int held,
        int calls,
        int toLarge,
        long tokensIn,
        long tokensOut,
        long micros) {
    static final String HEAD = """
            | way to ask | calls a document | of these to the large model | tokens in | tokens out | USD for 1,000 documents | held |
            |---|--:|--:|--:|--:|--:|--:|
            """;

    String row() {
        double each = documents;
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %,.0f | %,.0f | %.2f | %.0f %% |",
                variant.name(),
                calls / each,
                toLarge / each,
                tokensIn / each,
                tokensOut / each,
                micros / each / 1_000,
                100 * held / each);
    }
}
