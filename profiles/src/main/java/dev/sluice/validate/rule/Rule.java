package dev.sluice.validate.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.types.StructType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A condition that results of a profile must meet. Immutable and thread-safe.
 *
 * <p>A field that is absent is null. A rule that comes to no answer because a field that it reads is null does not apply:
 * {@code fields.price <= 20} says nothing of a document without a price. What must be there is demanded with
 * {@code fields.price != null}. Any other rule that fails is a problem of its own severity, never an exception.
 */
public final class Rule {
    /** The name in {@link Problem}s. */
    public static final String NAME = "rule";

    private final String expression;
    private final String message;
    private final Severity severity;
    private final StructType fields;
    private final CelRuntime.Program program;
    private final RuleReads reads;

    Rule(
            String expression,
            String message,
            Severity severity,
            StructType fields,
            CelRuntime.Program program,
            RuleReads reads) {
        this.expression = expression;
        this.message = message;
        this.severity = severity;
        this.fields = fields;
        this.program = program;
        this.reads = reads;
    }

    /** The condition, as the profile has it. */
    public String expression() {
        return expression;
    }

    /**
     * Checks a document's results.
     *
     * @param at where in the result the fields are, such as {@code /extraction/fields}
     */
    public Optional<Problem> check(RuleFacts facts, String at) {
        if (reads.conclusions() && facts.conclusions().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Boolean.TRUE.equals(program.eval(variables(facts)))
                    ? Optional.empty()
                    : Optional.of(problem(at, message + " (rule: " + expression + ")"));
        } catch (CelEvaluationException e) {
            return readsNull(facts.fields())
                    ? Optional.empty()
                    : Optional.of(problem(at, "the rule " + expression + " could not be decided: " + reason(e)));
        }
    }

    private Map<String, Object> variables(RuleFacts facts) {
        Map<String, Object> variables = new HashMap<>();
        variables.put(RuleLanguage.FIELDS, FieldObjects.of(facts.fields(), fields));
        variables.put(RuleLanguage.TEXT_LENGTH, (long) facts.textLength());
        facts.conclusions().ifPresent(conclusions -> {
            variables.put(RuleLanguage.LABEL, conclusions.label());
            variables.put(RuleLanguage.SUMMARY, conclusions.summary());
        });
        return variables;
    }

    private boolean readsNull(JsonNode values) {
        return reads.fields().stream().anyMatch(name -> hasNull(values.path(name)));
    }

    private static boolean hasNull(JsonNode value) {
        return value.isNull() || value.isMissingNode() || value.valueStream().anyMatch(Rule::hasNull);
    }

    /** The one field that it is about, else the fields. */
    private Problem problem(String at, String text) {
        String pointer = reads.fields().size() == 1
                ? at + "/" + reads.fields().iterator().next().replace("~", "~0").replace("/", "~1")
                : at;
        return new Problem(NAME, pointer, text, severity);
    }

    private static String reason(CelEvaluationException failure) {
        return String.valueOf(failure.getMessage()).replaceFirst("evaluation error at <input>:\\d+: ", "");
    }
}
