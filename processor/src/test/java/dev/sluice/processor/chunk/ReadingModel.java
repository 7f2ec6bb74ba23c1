package dev.sluice.processor.chunk;

import dev.sluice.processor.llm.LlmClient;
import dev.sluice.processor.llm.LlmException;
import dev.sluice.processor.llm.LlmRequest;
import dev.sluice.processor.llm.LlmResponse;
import dev.sluice.processor.llm.LlmResponse.Finish;
import dev.sluice.processor.llm.ScriptedModel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A model that answers out of what it is shown. Thread-safe. */
final class ReadingModel implements LlmClient {
    private final List<LlmRequest> requests = new CopyOnWriteArrayList<>();
    private volatile Reading reading;

    /** What it answers to a text. */
    @FunctionalInterface
    interface Reading {
        String answer(String document) throws LlmException;
    }

    ReadingModel(Reading reading) {
        this.reading = reading;
    }

    @Override
    public LlmResponse complete(LlmRequest request) throws LlmException {
        requests.add(request);
        String answer = reading.answer(document(request));
        return new LlmResponse(answer, Finish.STOP, Optional.empty(), "gpt-test-2026", ScriptedModel.USAGE);
    }

    /** Answers otherwise from now on. */
    void now(Reading other) {
        reading = other;
    }

    int calls() {
        return requests.size();
    }

    /** The user messages so far. */
    List<String> questions() {
        return requests.stream()
                .map(request -> request.messages().get(1).text())
                .toList();
    }

    static LlmException down() {
        return new LlmException(LlmException.Reason.UNAVAILABLE, "it is down", null, null);
    }

    private static String document(LlmRequest request) {
        String message = request.messages().get(1).text();
        return message.substring(
                message.indexOf("<document>\n") + "<document>\n".length(), message.lastIndexOf("\n</document>"));
    }
}
