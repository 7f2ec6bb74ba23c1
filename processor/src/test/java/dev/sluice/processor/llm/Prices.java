package dev.sluice.processor.llm;

import dev.sluice.processor.spend.PriceTable;
import dev.sluice.processor.spend.Pricing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Prices for tests that are not about money. */
public final class Prices {
    /** No model has a price. */
    public static final Pricing NONE = new Pricing(PriceTable.EMPTY, new SimpleMeterRegistry());

    private Prices() {}
}
