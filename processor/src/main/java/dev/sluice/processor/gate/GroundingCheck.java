package dev.sluice.processor.gate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.FieldEvidence;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import dev.sluice.validate.FieldQuotes;
import dev.sluice.validate.RequiredEvidence;
import dev.sluice.validate.ValidationResult;
import java.util.ArrayList;
import java.util.List;

/** Holds an extraction to the document: every quote stands in it, and every value is what its quotes say. */
final class GroundingCheck {
    private GroundingCheck() {}

    /** @param at where in the result the fields are */
    static ValidationResult check(JsonNode fields, JsonNode schema, Extraction extraction, String at) {
        List<Problem> problems = new ArrayList<>();
        List<FieldEvidence> placed = new ArrayList<>();
        for (FieldEvidence evidence : extraction.getEvidence()) {
            if (evidence.getQuote().isPresent() && evidence.getSpan().isEmpty()) {
                String quote = evidence.getQuote().get();
                problems.add(error(at + evidence.getPointer(), "the quote '" + quote + "' is not in the document"));
            } else {
                placed.add(evidence);
            }
        }
        for (RequiredEvidence required : RequiredEvidence.of(fields, schema)) {
            List<String> quotes = FieldQuotes.of(placed, required.pointer());
            if (!quotes.isEmpty() && !required.isSaidBy(quotes)) {
                problems.add(error(
                        at + required.pointer(),
                        "the value of " + required.pointer() + " is not what the words quoted for it say"));
            }
        }
        return new ValidationResult(problems);
    }

    private static Problem error(String pointer, String message) {
        return new Problem("grounding", pointer, message, Severity.ERROR);
    }
}
