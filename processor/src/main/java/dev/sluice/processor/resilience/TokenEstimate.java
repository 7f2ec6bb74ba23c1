package dev.sluice.processor.resilience;

import dev.sluice.processor.llm.LlmRequest;
import dev.sluice.processor.llm.LlmRequest.Message;

/**
 * Says before a call about how many tokens it will take: four characters of the prompt are one, a picture a thousand, and the
 * answer is as long as answers were lately. Exact enough, as the difference is settled afterwards, and cheap. Thread-safe.
 */
final class TokenEstimate {
    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final int TOKENS_PER_PICTURE = 1_000;
    private static final double WEIGHT = 0.05;
    private static final double FIRST = 200;

    private volatile double answer = FIRST;

    /** For prompt and answer together; at least 1. */
    long of(LlmRequest request) {
        long characters = 0;
        long pictures = 0;
        for (Message message : request.messages()) {
            characters += message.text().length();
            pictures += message.pictures().size();
        }
        double written = Math.min(answer, request.maxOutputTokens());
        return Math.max(1, characters / CHARACTERS_PER_TOKEN + pictures * TOKENS_PER_PICTURE + (long) written);
    }

    /** Learns from an answer. */
    synchronized void learn(long outputTokens) {
        answer += WEIGHT * (outputTokens - answer);
    }
}
