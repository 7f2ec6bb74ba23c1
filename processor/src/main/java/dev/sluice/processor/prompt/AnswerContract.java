package dev.sluice.processor.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.validate.JsonSchemaValidator;
import dev.sluice.validate.StrictJson;
import dev.sluice.validate.ValidationResult;
import dev.sluice.validate.Validator;
import java.util.List;

/**
 * What an answer must conform to: the full schema, with the constraints that response formats cannot express. Immutable and
 * thread-safe.
 */
public final class AnswerContract {
    private final OptionalNulls optionalNulls;
    private final Validator validator;

    AnswerContract(AnswerSchema schema) {
        this.optionalNulls = new OptionalNulls(schema.json());
        this.validator = new JsonSchemaValidator(schema.json().toString());
    }

    /** How an answer compares with the contract. */
    public sealed interface Reading {

        /** It conforms; optional values that it gave as null are left out. */
        record Conforming(ObjectNode answer) implements Reading {}

        /** It does not; each problem is worded so that the model can mend it. */
        record Faulty(List<Problem> problems) implements Reading {
            public Faulty {
                problems = List.copyOf(problems);
            }
        }
    }

    /**
     * Reads an answer. Nothing is repaired: prose around the JSON, for one, is a fault.
     *
     * @param text the answer as the model gave it
     */
    public Reading read(String text) {
        try {
            if (StrictJson.read(text) instanceof ObjectNode answer) {
                optionalNulls.removeFrom(answer);
                ValidationResult result = validator.validate(answer.toString());
                return result.valid() ? new Reading.Conforming(answer) : new Reading.Faulty(result.problems());
            }
        } catch (JsonProcessingException e) {
            // The validator below words it.
        }
        return new Reading.Faulty(validator.validate(text).problems());
    }
}
