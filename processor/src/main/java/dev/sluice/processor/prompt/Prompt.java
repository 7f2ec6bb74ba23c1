package dev.sluice.processor.prompt;

import dev.sluice.processor.llm.LlmRequest;
import dev.sluice.processor.llm.LlmRequest.Message;
import dev.sluice.processor.llm.LlmRequest.ResponseFormat;
import dev.sluice.processor.llm.LlmRequest.Role;
import dev.sluice.schemas.avro.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A question to a model, ready to be sent. Immutable.
 *
 * @param messages the conversation, system message first
 * @param format what the answer must look like
 * @param examples the ids of the similar examples in it, which attempts name
 */
public record Prompt(List<Message> messages, ResponseFormat format, List<String> examples) {

    public Prompt {
        messages = List.copyOf(messages);
        examples = List.copyOf(examples);
    }

    /** A question without similar examples. */
    public Prompt(List<Message> messages, ResponseFormat format) {
        this(messages, format, List.of());
    }

    /**
     * The request that asks it.
     *
     * @param maxOutputTokens the longest answer allowed, at least 1
     */
    public LlmRequest request(int maxOutputTokens) {
        return new LlmRequest(messages, Optional.of(format), maxOutputTokens);
    }

    /**
     * This question with an answer that would not do and what is wrong with it, so that the model can mend it.
     *
     * @param answer the answer, word for word
     * @param problems what the validators found, at least one
     */
    public Prompt corrected(String answer, List<Problem> problems) {
        List<Message> conversation = new ArrayList<>(messages);
        conversation.add(new Message(Role.ASSISTANT, answer));
        conversation.add(new Message(Role.USER, complaint(problems)));
        return new Prompt(conversation, format, examples);
    }

    private static String complaint(List<Problem> problems) {
        return problems.stream()
                .map(problem -> "- " + (problem.getPointer().isEmpty() ? "the answer" : problem.getPointer()) + " "
                        + problem.getMessage())
                .collect(Collectors.joining(
                        "\n",
                        "Your answer cannot be used:\n",
                        "\nGive the whole JSON object again with this corrected, and nothing else. Take values from the"
                                + " document only."));
    }
}
