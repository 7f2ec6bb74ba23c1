package dev.sluice.processor;

import dev.sluice.processor.llm.LlmClient;
import dev.sluice.processor.llm.MeteredClient;
import dev.sluice.processor.llm.ModelEndpoint;
import dev.sluice.processor.llm.OpenAiClient;
import dev.sluice.processor.llm.PermitLimitedClient;
import dev.sluice.processor.llm.StructuredCall;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The models that are configured, if any are, with their clients and what is wrapped around these. */
final class Models implements AutoCloseable {
    private final List<ModelEndpoint> endpoints;
    private final List<OpenAiClient> clients = new ArrayList<>();
    private final List<StructuredCall> calls = new ArrayList<>();

    Models(List<ModelEndpoint> endpoints, MeterRegistry registry, Clock clock) {
        this.endpoints = endpoints;
        for (ModelEndpoint endpoint : endpoints) {
            OpenAiClient client = new OpenAiClient(endpoint, clock);
            clients.add(client);
            calls.add(new StructuredCall(decorate(client, endpoint, registry), endpoint, clock));
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

    /** The wait for a permit is not the provider's time, so the meter is inside. */
    private static LlmClient decorate(OpenAiClient client, ModelEndpoint endpoint, MeterRegistry registry) {
        return new PermitLimitedClient(new MeteredClient(client, endpoint, registry), endpoint.maxInFlight());
    }
}
