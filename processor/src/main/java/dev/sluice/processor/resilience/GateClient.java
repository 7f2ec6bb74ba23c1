package dev.sluice.processor.resilience;

import dev.sluice.processor.llm.LlmClient;
import dev.sluice.processor.llm.LlmException;
import dev.sluice.processor.llm.LlmRequest;
import dev.sluice.processor.llm.LlmResponse;

/** Turns calls away at once while a model is left alone, so that another engine is asked and nobody lines up for it. */
final class GateClient implements LlmClient {
    private final LlmClient client;
    private final Circuit circuit;

    GateClient(LlmClient client, Circuit circuit) {
        this.client = client;
        this.circuit = circuit;
    }

    @Override
    public LlmResponse complete(LlmRequest request) throws LlmException, InterruptedException {
        circuit.look();
        return client.complete(request);
    }
}
