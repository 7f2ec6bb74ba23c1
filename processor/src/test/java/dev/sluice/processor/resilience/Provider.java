package dev.sluice.processor.resilience;

import dev.sluice.processor.llm.LlmClient;
import dev.sluice.processor.llm.LlmException;
import dev.sluice.processor.llm.LlmException.Reason;
import dev.sluice.processor.llm.LlmRequest;
import dev.sluice.processor.llm.LlmRequest.Message;
import dev.sluice.processor.llm.LlmRequest.Role;
import dev.sluice.processor.llm.LlmResponse;
import dev.sluice.processor.llm.LlmResponse.Finish;
import dev.sluice.schemas.avro.TokenUsage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A provider that is well or fails in one way; a call takes half a second of virtual time. For one thread. */
final class Provider implements LlmClient {
    static final LlmRequest REQUEST =
            new LlmRequest(List.of(new Message(Role.USER, "x".repeat(400))), Optional.empty(), 100);
    static final LlmResponse RESPONSE =
            new LlmResponse("{}", Finish.STOP, Optional.empty(), "m", new TokenUsage(100L, 0L, 100L));
    static final Duration LATENCY = Duration.ofMillis(500);

    private final VirtualTime time;
    private @Nullable LlmException failure;
    private int calls;

    Provider(VirtualTime time) {
        this.time = time;
    }

    void fails(Reason reason) {
        fails(reason, null);
    }

    void fails(Reason reason, @Nullable Duration retryAfter) {
        failure = new LlmException(reason, "it failed", retryAfter, null);
    }

    void isWell() {
        failure = null;
    }

    int calls() {
        return calls;
    }

    @Override
    public LlmResponse complete(LlmRequest request) throws LlmException {
        calls++;
        time.pass(LATENCY);
        if (failure != null) {
            throw failure;
        }
        return RESPONSE;
    }
}
