package dev.sluice.processor.observe;

import dev.sluice.schemas.avro.LlmUsage;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts what calls cost. A call that is made again after a crash is paid for again, and counts again. Thread-safe.
 *
 * <p>Whoever sends documents chooses the tenants' names, so only the first {@value #MOST_TENANTS} that this process meets have
 * a count of their own. llm.spend has all of them.
 */
public final class CostMetrics {
    static final int MOST_TENANTS = 50;

    private static final String OTHER = "other";
    private static final String NONE = "none";
    private static final double MICROS = 1_000_000;

    private final MeterRegistry registry;
    private final Map<String, String> models;
    private final Set<String> tenants = new HashSet<>();

    /** @param models the configured model of each engine: the one that answered is not a tag, as its server names it */
    public CostMetrics(MeterRegistry registry, Map<String, String> models) {
        this.registry = registry;
        this.models = Map.copyOf(models);
    }

    /** Counts a call. */
    public void add(LlmUsage call) {
        double dollars = call.getCostMicros() / MICROS;
        registry.counter(
                        Metrics.LLM_COST,
                        "model",
                        models.getOrDefault(call.getEngine(), OTHER),
                        "tenant",
                        call.getTenant().map(this::bounded).orElse(NONE))
                .increment(dollars);
        registry.counter(
                        Metrics.STAGE_COST,
                        "stage",
                        call.getStage(),
                        "profile",
                        call.getProfile().orElse(NONE))
                .increment(dollars);
    }

    private synchronized String bounded(String tenant) {
        if (tenants.size() < MOST_TENANTS) {
            tenants.add(tenant);
        }
        return tenants.contains(tenant) ? tenant : OTHER;
    }
}
