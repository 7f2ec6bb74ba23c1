package dev.sluice.processor.budget;

import dev.sluice.processor.budget.AnomalyGuard.Throttled;
import dev.sluice.processor.llm.LlmClient;
import dev.sluice.processor.llm.LlmException;
import dev.sluice.processor.llm.LlmException.Reason;
import dev.sluice.processor.llm.LlmRequest;
import dev.sluice.processor.llm.LlmResponse;
import dev.sluice.processor.llm.ModelEndpoint;
import dev.sluice.processor.observe.Metrics;
import dev.sluice.processor.spend.Pricing;
import dev.sluice.schemas.avro.TokenUsage;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Makes no call that {@link AnomalyGuard} takes for a runaway's, and tells it of each call and what it cost. Belongs directly
 * around what calls: tries count one by one, and what is turned away elsewhere does not count. Thread-safe.
 */
public final class GuardedClient implements LlmClient {
    private final LlmClient client;
    private final ModelEndpoint endpoint;
    private final AnomalyGuard guard;
    private final Pricing pricing;
    private final MeterRegistry registry;
    private final Clock clock;

    public GuardedClient(
            LlmClient client,
            ModelEndpoint endpoint,
            AnomalyGuard guard,
            Pricing pricing,
            MeterRegistry registry,
            Clock clock) {
        this.client = client;
        this.endpoint = endpoint;
        this.guard = guard;
        this.pricing = pricing;
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public LlmResponse complete(LlmRequest request) throws LlmException, InterruptedException {
        requireUsualRate();
        Instant now = clock.instant();
        try {
            LlmResponse response = client.complete(request);
            spent(response.model(), response.usage(), now);
            return response;
        } catch (LlmException failure) {
            failure.usage().ifPresent(usage -> spent(endpoint.model(), usage, now));
            throw failure;
        }
    }

    private void requireUsualRate() throws LlmException {
        Optional<Throttled> throttled = guard.admit();
        if (throttled.isPresent()) {
            registry.counter(Metrics.ANOMALY_THROTTLED).increment();
            throw new LlmException(
                    Reason.RATE_LIMITED,
                    "calls are held back as by anomaly.factor: "
                            + throttled.get().why(),
                    throttled.get().retryAfter(),
                    null);
        }
    }

    private void spent(String model, TokenUsage usage, Instant at) {
        guard.spent(pricing.micros(endpoint.model(), model, usage, at));
    }
}
