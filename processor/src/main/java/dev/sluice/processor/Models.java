package dev.sluice.processor;

import dev.sluice.processor.budget.AnomalyGuard;
import dev.sluice.processor.budget.BudgetedClient;
import dev.sluice.processor.budget.Budgets;
import dev.sluice.processor.budget.GuardedClient;
import dev.sluice.processor.cache.AnswerCache;
import dev.sluice.processor.control.SwitchedClient;
import dev.sluice.processor.llm.CallPermits;
import dev.sluice.processor.llm.LlmClient;
import dev.sluice.processor.llm.MeteredClient;
import dev.sluice.processor.llm.ModelEndpoint;
import dev.sluice.processor.llm.OpenAiClient;
import dev.sluice.processor.llm.StructuredCall;
import dev.sluice.processor.resilience.EndpointHealth;
import dev.sluice.processor.resilience.Resilience;
import dev.sluice.processor.resilience.ResilientEndpoint;
import dev.sluice.processor.resilience.Sleeper;
import dev.sluice.processor.spend.Pricing;
import dev.sluice.processor.trace.TracedClient;
import dev.sluice.runtime.control.Controls;
import dev.sluice.runtime.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/** The models that are configured, if any are, with their clients and what is wrapped around these. */
final class Models implements AutoCloseable {
    private final List<ModelEndpoint> endpoints;
    private final List<OpenAiClient> clients = new ArrayList<>();
    private final List<StructuredCall> calls = new ArrayList<>();
    private final List<ResilientEndpoint> resilients = new ArrayList<>();

    /**
     * @param instances of this application that are at work
     * @param sleeper waits for turns and before further tries
     * @param cache answers what was answered before; if absent, models are asked every time
     * @param tracing makes a span of each call
     * @param tracedTexts whether it holds what was asked and answered
     * @param written is told, on the calling thread, how many characters of a streamed answer have come
     */
    Models(
            List<ModelEndpoint> endpoints,
            Resilience resilience,
            IntSupplier instances,
            MeterRegistry registry,
            Pricing pricing,
            Optional<AnswerCache> cache,
            Controls controls,
            Budgets budgets,
            AnomalyGuard guard,
            Tracing tracing,
            boolean tracedTexts,
            Clock clock,
            Sleeper sleeper,
            IntConsumer written) {
        this.endpoints = endpoints;
        CallPermits permits = new CallPermits(resilience.maxInFlight());
        for (ModelEndpoint endpoint : endpoints) {
            OpenAiClient client = new OpenAiClient(endpoint, clock, written);
            clients.add(client);
            ResilientEndpoint resilient = new ResilientEndpoint(
                    endpoint,
                    resilience.of(endpoint.name()),
                    instances,
                    registry,
                    clock,
                    sleeper,
                    // Each thread its own, and so for each call anew.
                    () -> ThreadLocalRandom.current().nextLong());
            resilients.add(resilient);
            // Directly around what calls: a call that waited can be unwanted by then, and the wait is not the
            // provider's time.
            LlmClient traced = TracedClient.of(client, endpoint, tracing, tracedTexts);
            LlmClient metered = new MeteredClient(traced, endpoint, registry);
            LlmClient guarded = new GuardedClient(metered, endpoint, guard, pricing, registry, clock);
            LlmClient calling = new SwitchedClient(guarded, controls);
            LlmClient within =
                    new BudgetedClient(resilient.around(calling, permits), endpoint, budgets, pricing, registry, clock);
            calls.add(new StructuredCall(within, endpoint, pricing, cache, clock));
        }
    }

    /** How engines ask the models. */
    List<StructuredCall> calls() {
        return List.copyOf(calls);
    }

    /** Whether each of them is called. */
    List<EndpointHealth> health() {
        return resilients.stream().map(ResilientEndpoint::health).toList();
    }

    /** What serves, for people. */
    String describe() {
        return endpoints.isEmpty()
                ? "offline rules (set llm.base.url or llm.api.key for a model)"
                : endpoints.stream()
                        .map(model -> model.model() + " at " + model.baseUrl())
                        .collect(Collectors.joining(", "));
    }

    /** Loads what the first call would load. */
    void warmUp() {
        clients.stream().findFirst().ifPresent(OpenAiClient::warmUp);
    }

    @Override
    public void close() {
        clients.forEach(OpenAiClient::close);
    }
}
