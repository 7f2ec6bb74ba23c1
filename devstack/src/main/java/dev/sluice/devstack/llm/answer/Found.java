package dev.sluice.devstack.llm.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A value for a field.
 *
 * @param quote where the document says so, word for word; empty where it does not say so in one place
 * @param clarity how sure it is, 0 to 1
 */
record Found(JsonNode value, Optional<String> quote, double clarity) {

    static Found of(JsonNode value, String quote, double clarity) {
        return new Found(value, Optional.of(quote), clarity);
    }

    static Found unsupported(JsonNode value, double clarity) {
        return new Found(value, Optional.empty(), clarity);
    }
}
