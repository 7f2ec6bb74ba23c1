package dev.sluice.processor;

import dev.sluice.processor.cache.AnswerCache;
import dev.sluice.processor.control.SwitchedClient;
import dev.sluice.processor.llm.LlmClient;
import dev.sluice.processor.llm.MeteredClient;
import dev.sluice.processor.llm.ModelEndpoint;
import dev.sluice.processor.llm.OpenAiClient;
import dev.sluice.processor.llm.PermitLimitedClient;
import dev.sluice.processor.llm.StructuredCall;
import dev.sluice.processor.spend.Pricing;
import dev.sluice.runtime.control.Controls;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/** The models that are configured, if any are, with their clients and what is wrapped around these. */
final class Models implements AutoCloseable {
    private final List<ModelEndpoint> endpoints;
    private final List<OpenAiClient> clients = new ArrayList<>();
    private final List<StructuredCall> calls = new ArrayList<>();

    /**
     * @param cache answers what was answered before; if absent, models are asked every time
     * @param written is told, on the calling thread, how many characters of a streamed answer have come
     */
    Models(
            List<ModelEndpoint> endpoints,
            MeterRegistry registry,
            Pricing pricing,
            Optional<AnswerCache> cache,
            Controls controls,
            Clock clock,
            IntConsumer written) {
        this.endpoints = endpoints;
        for (ModelEndpoint endpoint : endpoints) {
            OpenAiClient client = new OpenAiClient(endpoint, clock, written);
            clients.add(client);
            calls.add(new StructuredCall(
                    decorate(client, endpoint, registry, controls), endpoint, pricing, cache, clock));
        }
    }

    /** How engines ask the models. */
    List<StructuredCall> calls() {
        return List.copyOf(calls);
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

    /** The wait for a permit is not the provider's time, so the meter is inside; and a call that waited can be unwanted by then. */
    private static LlmClient decorate(
            OpenAiClient client, ModelEndpoint endpoint, MeterRegistry registry, Controls controls) {
        LlmClient metered = new MeteredClient(client, endpoint, registry);
        return new PermitLimitedClient(new SwitchedClient(metered, controls), endpoint.maxInFlight());
    }
}
