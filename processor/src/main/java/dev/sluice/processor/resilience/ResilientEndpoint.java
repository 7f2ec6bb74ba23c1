package dev.sluice.processor.resilience;

import dev.sluice.processor.llm.CallPermits;
import dev.sluice.processor.llm.LlmClient;
import dev.sluice.processor.llm.ModelEndpoint;
import dev.sluice.processor.llm.PermitLimitedClient;
import dev.sluice.processor.observe.Metrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/**
 * What one model is called through. A call is turned away at once while the model is left alone; it waits for its turn by
 * the rate, then for a place among the calls in flight to the model, then for one among those to all models; then it is
 * looked again whether it may go out. Each further try goes the same way from the turn on. Thread-safe.
 */
public final class ResilientEndpoint {
    private final ModelEndpoint endpoint;
    private final ResilienceSettings settings;
    private final MeterRegistry registry;
    private final Clock clock;
    private final Sleeper sleeper;
    private final RandomGenerator random;
    private final Optional<ConcurrencyLimit> limit;
    private final Circuit circuit;
    private final RateLimiter limiter;

    /**
     * Registers its metrics.
     *
     * @param instances of this application that are at work, among which limits are divided
     */
    public ResilientEndpoint(
            ModelEndpoint endpoint,
            ResilienceSettings settings,
            IntSupplier instances,
            MeterRegistry registry,
            Clock clock,
            Sleeper sleeper,
            RandomGenerator random) {
        this.endpoint = endpoint;
        this.settings = settings;
        this.registry = registry;
        this.clock = clock;
        this.sleeper = sleeper;
        this.random = random;
        this.limit = settings.adaptive()
                ? Optional.of(new ConcurrencyLimit(endpoint.maxInFlight(), clock))
                : Optional.empty();
        this.circuit = new Circuit(
                endpoint.name(), settings.circuit(), clock, random, () -> limit.ifPresent(ConcurrencyLimit::restart));
        this.limiter = new RateLimiter(endpoint.name(), settings.rate(), instances, clock, random);
        bindMetrics();
    }

    /**
     * The client that engines call.
     *
     * @param calling makes the call
     * @param allPermits of the calls to all models
     */
    public LlmClient around(LlmClient calling, CallPermits allPermits) {
        LlmClient watched = new WatchedClient(calling, circuit, limit, clock);
        LlmClient bounded = new PermitLimitedClient(watched, allPermits);
        CallPermits ofModel =
                limit.map(ConcurrencyLimit::permits).orElseGet(() -> new CallPermits(endpoint.maxInFlight()));
        Timer waits = registry.timer(Metrics.LLM_RATE_WAIT, Metrics.PROVIDER, endpoint.name());
        LlmClient paced =
                new RateLimitedClient(new PermitLimitedClient(bounded, ofModel), limiter, sleeper, waits::record);
        LlmClient retried = new RetryClient(
                paced,
                settings.retry(),
                clock,
                sleeper,
                random,
                reason -> registry.counter(
                                Metrics.LLM_RETRIES,
                                Metrics.PROVIDER,
                                endpoint.name(),
                                Metrics.ERROR_TYPE,
                                reason.name().toLowerCase(Locale.ROOT))
                        .increment());
        return new GateClient(retried, circuit);
    }

    /** Whether the model is called. */
    public EndpointHealth health() {
        return circuit.health();
    }

    private void bindMetrics() {
        String name = endpoint.name();
        for (OpenReason reason : OpenReason.values()) {
            Gauge.builder(Metrics.LLM_CIRCUIT_OPEN, circuit, source -> isOpen(source, reason) ? 1 : 0)
                    .tag(Metrics.PROVIDER, name)
                    .tag("reason", reason.id())
                    .register(registry);
        }
        Gauge.builder(Metrics.LLM_CONCURRENCY_LIMIT, this, ResilientEndpoint::concurrency)
                .tag(Metrics.PROVIDER, name)
                .register(registry);
        Gauge.builder(Metrics.LLM_RATE_LIMIT, limiter, RateLimiter::requestsPerMinute)
                .tag(Metrics.PROVIDER, name)
                .tag("unit", "requests")
                .register(registry);
        Gauge.builder(Metrics.LLM_RATE_LIMIT, limiter, RateLimiter::tokensPerMinute)
                .tag(Metrics.PROVIDER, name)
                .tag("unit", "tokens")
                .register(registry);
    }

    private static boolean isOpen(Circuit circuit, OpenReason reason) {
        return circuit.health()
                .trouble()
                .filter(trouble -> trouble.reason() == reason)
                .isPresent();
    }

    private int concurrency() {
        return limit.map(ConcurrencyLimit::limit).orElse(endpoint.maxInFlight());
    }
}
