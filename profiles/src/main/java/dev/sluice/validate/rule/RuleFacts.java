package dev.sluice.validate.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What rules can read of a document's results.
 *
 * @param fields conforming to the profile's schema
 * @param textLength of the document, in UTF-16 units
 * @param conclusions absent while the document is not summed up and classified; rules that read them then do not apply
 */
public record RuleFacts(JsonNode fields, int textLength, Optional<Conclusions> conclusions) {

    /** What the last stages found. */
    public record Conclusions(String summary, String label) {}
}
