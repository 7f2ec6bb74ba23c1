package dev.sluice.processor.resilience;

import dev.sluice.processor.llm.CallContext;
import dev.sluice.processor.llm.LlmClient;
import dev.sluice.processor.llm.LlmException;
import dev.sluice.processor.llm.LlmException.Reason;
import dev.sluice.processor.llm.LlmRequest;
import dev.sluice.processor.llm.LlmResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks, after all waiting and just before a call goes out, whether it still may, and tells the circuit and the limit of
 * concurrency how it went. The time that is measured is the provider's alone.
 */
final class WatchedClient implements LlmClient {
    private final LlmClient client;
    private final Circuit circuit;
    private final Optional<ConcurrencyLimit> limit;
    private final Clock clock;

    WatchedClient(LlmClient client, Circuit circuit, Optional<ConcurrencyLimit> limit, Clock clock) {
        this.client = client;
        this.circuit = circuit;
        this.limit = limit;
        this.clock = clock;
    }

    @Override
    public LlmResponse complete(LlmRequest request) throws LlmException, InterruptedException {
        boolean probe = circuit.enter();
        boolean told = false;
        Instant startedAt = clock.instant();
        try {
            LlmResponse response = client.complete(request);
            Duration took = Duration.between(startedAt, clock.instant());
            told = true;
            circuit.succeeded(startedAt, took);
            limit.ifPresent(each -> each.answered(kind(request), startedAt, took));
            return response;
        } catch (LlmException failure) {
            told = true;
            circuit.failed(failure, startedAt, Duration.between(startedAt, clock.instant()));
            if (failure.reason() == Reason.THROTTLED) {
                limit.ifPresent(each -> each.throttled(startedAt));
            }
            throw failure;
        } finally {
            if (!told) {
                circuit.abandoned(startedAt);
            }
            circuit.ended(probe);
        }
    }

    /** Calls of different stages take differently long. */
    private static String kind(LlmRequest request) {
        return request.context()
                .map(CallContext::stage)
                .map(stage -> stage.id())
                .orElse("");
    }
}
