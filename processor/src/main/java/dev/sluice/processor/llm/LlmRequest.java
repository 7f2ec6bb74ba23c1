package dev.sluice.processor.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * What a model is asked.
 *
 * @param messages the conversation, system message first
 * @param format the JSON that the answer must be
 * @param maxOutputTokens the longest answer allowed, at least 1
 * @param context what it is for; absent where it is for no document
 */
public record LlmRequest(
        List<Message> messages, Optional<ResponseFormat> format, int maxOutputTokens, Optional<CallContext> context) {

    public LlmRequest {
        messages = List.copyOf(messages);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("a request needs at least one message");
        }
        if (maxOutputTokens < 1) {
            throw new IllegalArgumentException("maxOutputTokens is " + maxOutputTokens + "; it must be at least 1");
        }
    }

    /** A request for no document. */
    public LlmRequest(List<Message> messages, Optional<ResponseFormat> format, int maxOutputTokens) {
        this(messages, format, maxOutputTokens, Optional.empty());
    }

    /** The same request, made for this. */
    public LlmRequest in(CallContext newContext) {
        return new LlmRequest(messages, format, maxOutputTokens, Optional.of(newContext));
    }

    /** Who speaks. */
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT
    }

    /**
     * One message of the conversation.
     *
     * @param pictures shown behind the text; a user's only
     */
    public record Message(Role role, String text, List<Picture> pictures) {

        public Message {
            pictures = List.copyOf(pictures);
            if (!pictures.isEmpty() && role != Role.USER) {
                throw new IllegalArgumentException("only a user's message can show pictures, not one of " + role);
            }
        }

        /** A message without pictures. */
        public Message(Role role, String text) {
            this(role, text, List.of());
        }
    }

    /**
     * A JSON Schema for the answer. Servers may ignore it: answers are validated all the same.
     *
     * @param name letters, digits, dashes and underscores
     * @param schema not to be modified
     */
    public record ResponseFormat(String name, JsonNode schema) {}
}
