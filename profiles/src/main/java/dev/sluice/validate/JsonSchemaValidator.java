package dev.sluice.validate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks an answer against a JSON Schema (2020-12), formats such as {@code date} and {@code email} included. Immutable
 * and thread-safe; building one costs milliseconds, a check microseconds.
 *
 * <p>Patterns are RE2 expressions, which take time in proportion to the value, so no value can stall the check. The
 * validator's own expressions for formats are Java's, which can need more stack than there is: such a value is a problem, too.
 * At most {@value #MOST_PROBLEMS} problems are listed.
 */
public final class JsonSchemaValidator implements Validator {
    /** The name in {@link Problem}s. */
    public static final String NAME = "schema";

    static final int MOST_PROBLEMS = 50;

    private final Schema schema;

    /**
     * Compiles a schema.
     *
     * @throws IllegalArgumentException if it cannot be compiled; {@link MetaSchema} tells what is wrong with a schema
     */
    public JsonSchemaValidator(String jsonSchema) {
        this(compile(jsonSchema));
    }

    private JsonSchemaValidator(Schema schema) {
        this.schema = schema;
    }

    /** A validator of schemas themselves. */
    static JsonSchemaValidator ofSchemas() {
        return new JsonSchemaValidator(Dialect202012.metaSchema());
    }

    @Override
    public ValidationResult validate(String json) {
        try {
            if (StrictJson.read(json).isMissingNode()) {
                return new ValidationResult(List.of(problem("", "is empty; it must be one JSON object")));
            }
        } catch (JsonProcessingException e) {
            return new ValidationResult(List.of(problem("", SchemaMessages.notJson(json, e))));
        }
        List<Problem> problems = problems(json);
        if (problems.size() <= MOST_PROBLEMS) {
            return new ValidationResult(problems);
        }
        List<Problem> first = new ArrayList<>(problems.subList(0, MOST_PROBLEMS));
        first.add(problem("", "has " + (problems.size() - MOST_PROBLEMS) + " more problems like these"));
        return new ValidationResult(first);
    }

    private List<Problem> problems(String json) {
        try {
            return schema.validate(json, InputFormat.JSON).stream()
                    .map(error -> problem(SchemaMessages.pointer(error), SchemaMessages.message(error)))
                    .distinct()
                    .toList();
        } catch (StackOverflowError tooMuch) {
            return List.of(problem("", "has a value that is too long to be checked"));
        }
    }

    private static Problem problem(String pointer, String message) {
        return new Problem(NAME, pointer, message, Severity.ERROR);
    }

    private static Schema compile(String jsonSchema) {
        try {
            Schema schema = Dialect202012.registry().getSchema(jsonSchema, InputFormat.JSON);
            schema.initializeValidators();
            return schema;
        } catch (SchemaException | IllegalArgumentException e) {
            throw new IllegalArgumentException("not a usable JSON Schema: " + e.getMessage(), e);
        }
    }
}
