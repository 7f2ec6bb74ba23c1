package dev.sluice.processor.llm;

import dev.sluice.schemas.avro.TokenUsage;
import java.util.Optional;

/**
 * What a model answered.
 *
 * @param text the answer; empty if there was none
 * @param finish why it ended
 * @param refusal the model's words where it declined
 * @param model the model as the server named it
 * @param usage the tokens as the server counted them; zeros if it did not
 */
public record LlmResponse(String text, Finish finish, Optional<String> refusal, String model, TokenUsage usage) {

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
