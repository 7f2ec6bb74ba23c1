package dev.sluice.processor;

import dev.sluice.processor.llm.LlmClient;
import dev.sluice.processor.llm.MeteredClient;
import dev.sluice.processor.llm.ModelEndpoint;
import dev.sluice.processor.llm.OpenAiClient;
import dev.sluice.processor.llm.PermitLimitedClient;
import dev.sluice.processor.llm.StructuredCall;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;

/** The model that is configured, if one is, with its client and what is wrapped around it. */
final class Models implements AutoCloseable {
    private final Optional<ModelEndpoint> endpoint;
    private final Optional<OpenAiClient> client;
    private final Optional<StructuredCall> calls;

    Models(Optional<ModelEndpoint> endpoint, MeterRegistry registry, Clock clock) {
        this.endpoint = endpoint;
        this.client = endpoint.map(model -> new OpenAiClient(model, clock));
        this.calls = client.map(plain ->
                new StructuredCall(decorate(plain, endpoint.orElseThrow(), registry), endpoint.orElseThrow(), clock));
    }

    /** How engines ask the model. */
    Optional<StructuredCall> calls() {
        return calls;
    }

    /** What serves, for people. */
    String describe() {
        return endpoint.map(model -> model.model() + " at " + model.baseUrl())
                .orElse("offline rules (set llm.base.url or llm.api.key for a model)");
    }

    /** Loads what the first call would load. */
    void warmUp() {
        client.ifPresent(OpenAiClient::warmUp);
    }

    @Override
    public void close() {
        client.ifPresent(OpenAiClient::close);
    }

    /** The wait for a permit is not the provider's time, so the meter is inside. */
    private static LlmClient decorate(OpenAiClient client, ModelEndpoint endpoint, MeterRegistry registry) {
        return new PermitLimitedClient(new MeteredClient(client, endpoint, registry), endpoint.maxInFlight());
    }
}
