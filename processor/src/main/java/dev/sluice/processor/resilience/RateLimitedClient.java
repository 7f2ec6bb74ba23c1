package dev.sluice.processor.resilience;

import dev.sluice.processor.llm.LlmClient;
import dev.sluice.processor.llm.LlmException;
import dev.sluice.processor.llm.LlmRequest;
import dev.sluice.processor.llm.LlmResponse;
import java.time.Duration;
import java.util.function.Consumer;

/** Has calls wait for their turn by the limits of the rate, or fail at once where that would take too long. */
final class RateLimitedClient implements LlmClient {
    private final LlmClient client;
    private final RateLimiter limiter;
    private final TokenEstimate estimates = new TokenEstimate();
    private final Sleeper sleeper;
    private final Consumer<Duration> waited;

    /** @param waited is told of each wait */
    RateLimitedClient(LlmClient client, RateLimiter limiter, Sleeper sleeper, Consumer<Duration> waited) {
        this.client = client;
        this.limiter = limiter;
        this.sleeper = sleeper;
        this.waited = waited;
    }

    @Override
    public LlmResponse complete(LlmRequest request) throws LlmException, InterruptedException {
        long estimate = estimates.of(request);
        awaitTurn(limiter.reserve(estimate), estimate);
        try {
            LlmResponse response = client.complete(request);
            limiter.answered(estimate, response);
            estimates.learn(response.usage().getOutput());
            return response;
        } catch (LlmException failure) {
            limiter.failed(estimate, failure);
            throw failure;
        }
    }

    private void awaitTurn(Duration wait, long estimate) throws InterruptedException {
        if (!wait.isPositive()) {
            return;
        }
        waited.accept(wait);
        try {
            sleeper.sleep(wait);
        } catch (InterruptedException e) {
            limiter.giveBack(estimate);
            throw e;
        }
    }
}
