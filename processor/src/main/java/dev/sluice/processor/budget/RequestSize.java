package dev.sluice.processor.budget;

import dev.sluice.processor.llm.LlmRequest;
import dev.sluice.processor.llm.LlmRequest.Message;

/** How many tokens a request may have, quickly: an estimate of its cost does not need to be exact. */
final class RequestSize {
    private static final int CHARACTERS_PER_TOKEN = 4;
    /** What providers take for a picture differs; this is in the middle. */
    private static final int TOKENS_PER_PICTURE = 1_000;

    private RequestSize() {}

    static long tokens(LlmRequest request) {
        long characters = 0;
        long pictures = 0;
        for (Message message : request.messages()) {
            characters += message.text().length();
            pictures += message.pictures().size();
        }
        return Math.ceilDiv(characters, CHARACTERS_PER_TOKEN) + pictures * TOKENS_PER_PICTURE;
    }
}
