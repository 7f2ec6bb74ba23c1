package dev.sluice.processor.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.llm.LlmException.Reason;
import dev.sluice.processor.llm.LlmRequest.Message;
import dev.sluice.processor.llm.LlmResponse.Finish;
import dev.sluice.schemas.avro.TokenUsage;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client that gives answers in the order of a script and remembers what it was asked. For one thread. */
public final class ScriptedModel implements LlmClient {
    /** The endpoint that it plays. */
    public static final ModelEndpoint ENDPOINT = new ModelEndpoint(
            "model",
            URI.create("http://localhost/v1"),
            "gpt-test",
            Credentials.NONE,
            CallTimeouts.DEFAULTS,
            new ModelParameters(16_000, 100, ModelParameters.TokenLimitField.MAX_TOKENS, Optional.empty()),
            1);

    public static final TokenUsage USAGE = new TokenUsage(30L, 10L, 5L);

    private final Deque<Line> script = new ArrayDeque<>();
    private final List<LlmRequest> requests = new ArrayList<>();

    private record Line(
            @Nullable LlmResponse response, @Nullable LlmException failure) {}

    public ScriptedModel answers(String text) {
        return answers(text, Finish.STOP);
    }

    public ScriptedModel answers(String text, Finish finish) {
        script.add(new Line(new LlmResponse(text, finish, Optional.empty(), "gpt-test-2026", USAGE), null));
        return this;
    }

    public ScriptedModel refuses(String words) {
        script.add(new Line(new LlmResponse("", Finish.STOP, Optional.of(words), "gpt-test-2026", USAGE), null));
        return this;
    }

    public ScriptedModel fails(Reason reason) {
        script.add(new Line(null, new LlmException(reason, "it failed", Duration.ofSeconds(9), null)));
        return this;
    }

    @Override
    public LlmResponse complete(LlmRequest request) throws LlmException {
        requests.add(request);
        Line line = script.poll();
        assertThat(line)
                .as("the script has an answer for call %s", requests.size())
                .isNotNull();
        if (line.failure() != null) {
            throw line.failure();
        }
        return Objects.requireNonNull(line.response());
    }

    public List<LlmRequest> requests() {
        return requests;
    }

    /** The messages of a call, counted from 1. */
    public List<Message> messages(int call) {
        return requests.get(call - 1).messages();
    }
}
