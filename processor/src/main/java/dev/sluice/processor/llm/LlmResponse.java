package dev.sluice.processor.llm;

import dev.sluice.schemas.avro.TokenUsage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a model answered.
 *
 * @param text the answer; empty if there was none
 * @param finish why it ended
 * @param refusal the model's words where it declined
 * @param model the model as the server named it
 * @param usage the tokens as the server counted them; zeros if it did not, and estimated for an answer that was cut off
 * @param streamed how it came in, if it came in pieces
 * @param tokens how likely each was, in order; empty unless asked for and known
 */
public record LlmResponse(
        String text,
        Finish finish,
        Optional<String> refusal,
        String model,
        TokenUsage usage,
        Optional<Streamed> streamed,
        List<TokenProbability> tokens) {

    public LlmResponse {
        tokens = List.copyOf(tokens);
    }

    /** An answer that came whole, of whose tokens nothing is known. */
    public LlmResponse(String text, Finish finish, Optional<String> refusal, String model, TokenUsage usage) {
        this(text, finish, refusal, model, usage, Optional.empty(), List.of());
    }

    /**
     * How a streamed answer came in.
     *
     * @param timeToFirstChunk from the request to the first words; absent if there were none
     * @param cutOff what was wrong with it, if it was not taken to its end; the text is then only its beginning
     */
    public record Streamed(Optional<Duration> timeToFirstChunk, Optional<String> cutOff) {}

    /** Why an answer ended. */
    public enum Finish {
        /** The model was done. */
        STOP,
        /** The output limit was reached. */
        LENGTH,
        /** The provider withheld it. */
        FILTERED,
        /** Anything else, or nothing said. */
        OTHER
    }
}
