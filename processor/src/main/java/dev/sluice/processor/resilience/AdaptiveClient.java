package dev.sluice.processor.resilience;

import dev.sluice.processor.llm.LlmClient;
import dev.sluice.processor.llm.LlmException;
import dev.sluice.processor.llm.LlmRequest;
import dev.sluice.processor.llm.LlmResponse;

/** Has calls wait until fewer are in flight than may be. */
final class AdaptiveClient implements LlmClient {
    private final LlmClient client;
    private final ConcurrencyLimit limit;

    AdaptiveClient(LlmClient client, ConcurrencyLimit limit) {
        this.client = client;
        this.limit = limit;
    }

    @Override
    public LlmResponse complete(LlmRequest request) throws LlmException, InterruptedException {
        limit.acquire();
        try {
            return client.complete(request);
        } finally {
            limit.release();
        }
    }
}
