package dev.sluice.processor.llm;

import dev.sluice.processor.llm.LlmRequest.Message;
import dev.sluice.processor.llm.LlmRequest.ResponseFormat;
import dev.sluice.schemas.Stage;
import java.util.List;

/**
 * What a stage asks a model about one document, and what it takes for an answer.
 *
 * @param promptVersion results and attempts carry it
 * @param messages the opening of the conversation, system message first
 * @param attempts the most answers the model may give until one will do, at least 1
 * @param <T> the stage's result
 */
public record Question<T>(
        Stage stage,
        String promptVersion,
        List<Message> messages,
        ResponseFormat format,
        int attempts,
        AnswerCheck<T> check) {

    public Question {
        messages = List.copyOf(messages);
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts is " + attempts + "; it must be at least 1");
        }
    }
}
