package dev.sluice.processor.llm;

/** Makes calls when there is a permit; until then they wait on their virtual threads. Several clients can share their permits. */
public final class PermitLimitedClient implements LlmClient {
    private final LlmClient client;
    private final CallPermits permits;

    public PermitLimitedClient(LlmClient client, CallPermits permits) {
        this.client = client;
        this.permits = permits;
    }

    @Override
    public LlmResponse complete(LlmRequest request) throws LlmException, InterruptedException {
        permits.acquire(request);
        try {
            return client.complete(request);
        } finally {
            permits.release();
        }
    }
}
