package dev.sluice.processor.llm;

import java.util.Optional;

/**
 * What every request to a model says besides its messages, and how long they may be.
 *
 * @param maxInputTokens the most of one request, answers that are shown to be corrected included, 4,000 to 2,000,000; what
 *     does not fit is read in parts
 * @param maxOutputTokens the longest answer asked for at first, 1 to 1,000,000; reasoning counts in it
 * @param tokenLimitField how the server calls that limit
 * @param temperature 0 to 2; absent where the model takes none, as reasoning models do
 * @param stream whether answers come in pieces, so that one that cannot become valid is cut off
 * @param logProbabilities whether the server is asked how likely each token was
 */
public record ModelParameters(
        int maxInputTokens,
        int maxOutputTokens,
        TokenLimitField tokenLimitField,
        Optional<Double> temperature,
        boolean stream,
        boolean logProbabilities) {

    /** For answers that come whole, without log-probabilities. */
    public ModelParameters(
            int maxInputTokens, int maxOutputTokens, TokenLimitField tokenLimitField, Optional<Double> temperature) {
        this(maxInputTokens, maxOutputTokens, tokenLimitField, temperature, false, false);
    }

    /** 16,000 tokens in, 4,096 out, no temperature, not streamed. */
    public static final ModelParameters DEFAULTS =
            new ModelParameters(16_000, 4096, TokenLimitField.MAX_COMPLETION_TOKENS, Optional.empty());

    /** The request field that limits an answer's length: servers know one or the other. */
    public enum TokenLimitField {
        /** OpenAI's name. */
        MAX_COMPLETION_TOKENS("max_completion_tokens"),
        /** The older name, the only one that Ollama documents. */
        MAX_TOKENS("max_tokens");

        private final String field;

        TokenLimitField(String field) {
            this.field = field;
        }

        String field() {
            return field;
        }
    }

    public ModelParameters {
        if (maxInputTokens < 4_000 || maxInputTokens > 2_000_000) {
            throw new IllegalArgumentException(
                    "maxInputTokens is " + maxInputTokens + "; it must be 4,000 to 2,000,000");
        }
        if (maxOutputTokens < 1 || maxOutputTokens > 1_000_000) {
            throw new IllegalArgumentException("maxOutputTokens is " + maxOutputTokens + "; it must be 1 to 1,000,000");
        }
        temperature.ifPresent(value -> {
            if (!(value >= 0 && value <= 2)) {
                throw new IllegalArgumentException("temperature is " + value + "; it must be 0 to 2");
            }
        });
    }
}
