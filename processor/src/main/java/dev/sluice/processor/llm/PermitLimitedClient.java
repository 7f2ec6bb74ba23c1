package dev.sluice.processor.llm;

import java.util.concurrent.Semaphore;

/**
 * Lets at most so many calls run at once, in the order in which they came; the others wait on their virtual threads. Several
 * can share their permits, such as those of all endpoints.
 */
public final class PermitLimitedClient implements LlmClient {
    private final LlmClient client;
    private final Semaphore permits;

    /** @param maxInFlight at least 1 */
    public PermitLimitedClient(LlmClient client, int maxInFlight) {
        this(client, permits(maxInFlight));
    }

    /** @param permits of those who share them; fair */
    public PermitLimitedClient(LlmClient client, Semaphore permits) {
        this.client = client;
        this.permits = permits;
    }

    /** Fair permits for clients that share them. */
    public static Semaphore permits(int maxInFlight) {
        if (maxInFlight < 1) {
            throw new IllegalArgumentException("maxInFlight is " + maxInFlight + "; it must be at least 1");
        }
        return new Semaphore(maxInFlight, true);
    }

    @Override
    public LlmResponse complete(LlmRequest request) throws LlmException, InterruptedException {
        permits.acquire();
        try {
            return client.complete(request);
        } finally {
            permits.release();
        }
    }
}
