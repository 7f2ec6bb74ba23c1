package dev.sluice.processor.prompt;

import dev.sluice.processor.llm.LlmRequest.Message;
import dev.sluice.processor.llm.LlmRequest.ResponseFormat;
import java.util.List;

/**
 * What a model is asked about one document at one stage.
 *
 * @param messages the opening of the conversation: the system message, then the user's
 * @param format what the answer must look like, as far as response formats can tell
 */
public record Prompt(List<Message> messages, ResponseFormat format) {

    public Prompt {
        messages = List.copyOf(messages);
    }
}
