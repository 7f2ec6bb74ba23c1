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
 * @param limits what the provider said about its limits
 * @param earlier the tries of the same call that failed before, in order
 */
public record LlmResponse(
        String text,
        Finish finish,
        Optional<String> refusal,
        String model,
        TokenUsage usage,
        Optional<Streamed> streamed,
        List<TokenProbability> tokens,
        Optional<RateHeaders> limits,
        List<FailedTry> earlier) {

    public LlmResponse {
        tokens = List.copyOf(tokens);
        earlier = List.copyOf(earlier);
    }

    /** An answer to the first try, without a word on limits. */
    public LlmResponse(
            String text,
            Finish finish,
            Optional<String> refusal,
            String model,
            TokenUsage usage,
            Optional<Streamed> streamed,
            List<TokenProbability> tokens) {
        this(text, finish, refusal, model, usage, streamed, tokens, Optional.empty(), List.of());
    }

    /** An answer that came whole, of whose tokens nothing is known. */
    public LlmResponse(String text, Finish finish, Optional<String> refusal, String model, TokenUsage usage) {
        this(text, finish, refusal, model, usage, Optional.empty(), List.of());
    }

    /** The same answer, with what the provider said about its limits. */
    public LlmResponse with(Optional<RateHeaders> said) {
        return new LlmResponse(text, finish, refusal, model, usage, streamed, tokens, said, earlier);
    }

    /** The same answer, to a call that was tried before. */
    public LlmResponse after(List<FailedTry> tries) {
        return tries.isEmpty()
                ? this
                : new LlmResponse(text, finish, refusal, model, usage, streamed, tokens, limits, tries);
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
