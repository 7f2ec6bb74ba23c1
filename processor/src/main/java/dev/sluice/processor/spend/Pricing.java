package dev.sluice.processor.spend;

import dev.sluice.processor.observe.Metrics;
import dev.sluice.schemas.avro.TokenUsage;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prices calls. A model without a price costs nothing, and says so: in the record of each call, in a metric, and once in the
 * log. Thread-safe.
 */
public final class Pricing {
    private static final Logger log = LoggerFactory.getLogger(Pricing.class);

    private final PriceTable prices;
    private final MeterRegistry registry;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    /**
     * What a call costs.
     *
     * @param micros in millionths of a US dollar
     * @param unpriced whether it is 0 because no price is known
     */
    public record Cost(long micros, boolean unpriced) {}

    public Pricing(PriceTable prices, MeterRegistry registry) {
        this.prices = prices;
        this.registry = registry;
    }

    /**
     * Prices a call.
     *
     * @param requested the model as the configuration names it
     * @param answered the model as the server named it, whose price comes first: it tells versions apart
     * @param at when the call began
     */
    public Cost of(String requested, String answered, TokenUsage usage, Instant at) {
        Optional<Price> price = price(requested, answered, at);
        if (price.isPresent()) {
            return new Cost(price.get().of(usage), false);
        }
        registry.counter(Metrics.LLM_UNPRICED_CALLS, Metrics.REQUEST_MODEL, requested)
                .increment();
        if (reported.add(requested)) {
            log.warn(
                    "Model {} has no price: its calls count as free. Add it to the file that prices.file names, with 0 if it"
                            + " is free",
                    requested);
        }
        return new Cost(0, true);
    }

    /** What such a call costs, in millionths of a US dollar, without counting it as one; 0 without a price. */
    public long micros(String requested, String answered, TokenUsage usage, Instant at) {
        return price(requested, answered, at).map(price -> price.of(usage)).orElse(0L);
    }

    private Optional<Price> price(String requested, String answered, Instant at) {
        return prices.find(answered, at).or(() -> prices.find(requested, at));
    }
}
