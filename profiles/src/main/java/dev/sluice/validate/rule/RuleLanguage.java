package dev.sluice.validate.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.sluice.schemas.avro.Severity;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The language of one profile's rules: <a href="https://cel.dev">CEL</a>, which has neither side effects nor endless
 * loops, with the profile's {@code fields} by their types, {@code label}, {@code summary} and {@code text_length}.
 * Immutable and thread-safe; the first one made costs the better part of a second, for the library's classes.
 */
public final class RuleLanguage {
    static final String FIELDS = "fields";
    static final String LABEL = "label";
    static final String SUMMARY = "summary";
    static final String TEXT_LENGTH = "text_length";

    /** Bounds what a rule can cost over lists within lists. */
    private static final int MOST_ITERATIONS = 10_000;

    private static final int LONGEST_RULE = 2000;

    private final FieldTypes types;
    private final CelCompiler compiler;
    private final CelRuntime runtime;

    /** @param schema of the profile's fields */
    public RuleLanguage(JsonNode schema) {
        CelOptions options = CelOptions.current()
                .enableHeterogeneousNumericComparisons(true)
                .enableQuotedIdentifierSyntax(true)
                .comprehensionMaxIterations(MOST_ITERATIONS)
                .maxExpressionCodePointSize(LONGEST_RULE)
                .build();
        types = FieldTypes.of(schema);
        compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(options)
                .setTypeProvider(types)
                // Without has(): a field that is absent is null here, so has() would always hold.
                .setStandardMacros(
                        CelStandardMacro.ALL,
                        CelStandardMacro.EXISTS,
                        CelStandardMacro.EXISTS_ONE,
                        CelStandardMacro.MAP,
                        CelStandardMacro.MAP_FILTER,
                        CelStandardMacro.FILTER)
                .addVar(FIELDS, types.fields())
                .addVar(LABEL, SimpleType.STRING)
                .addVar(SUMMARY, SimpleType.STRING)
                .addVar(TEXT_LENGTH, SimpleType.INT)
                .setResultType(SimpleType.BOOL)
                .build();
        runtime = CelRuntimeFactory.plannerRuntimeBuilder().setOptions(options).build();
    }

    /**
     * Reads a rule.
     *
     * @param message what is wrong with a result that breaks it
     * @throws RuleException with what is wrong with the expression, and where in it
     */
    public Rule compile(String expression, String message, Severity severity) throws RuleException {
        try {
            CelAbstractSyntaxTree tree = compiler.compile(expression).getAst();
            return new Rule(
                    expression, message, severity, types.fields(), runtime.createProgram(tree), RuleReads.of(tree));
        } catch (CelValidationException e) {
            throw new RuleException(mistakes(e.getErrors()));
        } catch (CelEvaluationException e) {
            throw new RuleException(String.valueOf(e.getMessage()));
        }
    }

    private static String mistakes(List<CelIssue> issues) {
        return issues.stream()
                .map(issue -> issue.getMessage().replaceFirst(" \\(candidates: .*", "") + " at character "
                        + (issue.getSourceLocation().getColumn() + 1))
                .distinct()
                .limit(3)
                .collect(Collectors.joining("; "));
    }
}
