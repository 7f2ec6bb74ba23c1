package dev.sluice.validate.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RuleTest {
    private static final RuleLanguage LANGUAGE = new RuleLanguage(json("""
            {"type": "object", "$defs": {"money": {"type": "number"}}, "properties": {
              "price_level": {"type": ["string", "null"], "enum": ["cheap", "dear", null]},
              "price": {"anyOf": [{"$ref": "#/$defs/money"}, {"type": "null"}]},
              "guests": {"type": "integer"},
              "open-air": {"type": "boolean"},
              "address": {"type": "object", "properties": {"city": {"type": "string"}}},
              "items": {"type": "array", "items": {"type": "object", "properties": {"price": {"type": "number"}}}}
            }}"""));

    // ---- expressions that are no rules

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fields.pricelevel == 'cheap' | undefined field 'pricelevel' at character 7",
                "fields.address.town == 'Rome' | undefined field 'town'",
                "fields.items.all(i, i.cost > 1.0) | undefined field 'cost'",
                "fields.price | expected type 'bool'",
                "fields.price > 'a' | no matching overload",
                "fields.price > | mismatched input",
                "file('/etc/passwd') == '' | undeclared reference to 'file'",
                "has(fields.price) | undeclared reference to 'has'",
                "colour == 'red' | undeclared reference to 'colour'",
            })
    void refusesWhatIsNoRule(String expression, String mistake) {
        assertThatThrownBy(() -> LANGUAGE.compile(expression, "Wrong.", Severity.ERROR))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining(mistake);
    }

    // ---- rules that fail when they are run

    @Test
    void aRuleThatFailsIsAProblemThatNamesIt() {
        assertThat(check("1 / (fields.guests - 3) > 0", "{\"guests\": 3}")).hasValueSatisfying(problem -> {
            assertThat(problem.getMessage())
                    .isEqualTo("the rule 1 / (fields.guests - 3) > 0 could not be decided: / by zero");
            assertThat(problem.getPointer()).isEqualTo("/fields/guests");
            assertThat(problem.getSeverity()).isEqualTo(Severity.WARNING);
        });
    }

    @Test
    void aRuleThatWouldNotEndIsAProblem() {
        String items = IntStream.range(0, 200).mapToObj(i -> "{\"price\": 1}").collect(Collectors.joining(","));
        assertThat(check(
                        "fields.items.all(a, fields.items.all(b, fields.items.all(c, a.price == c.price)))",
                        "{\"items\": [" + items + "]}"))
                .hasValueSatisfying(problem -> assertThat(problem.getMessage())
                        .contains("could not be decided")
                        .contains("Iteration budget exceeded"));
    }

    // ---- absent fields

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"price\": null, \"items\": [{\"price\": null}]}"})
    void aRuleThatNeedsAFieldThatIsAbsentDoesNotApply(String fields) {
        assertThat(check("fields.price <= 20", fields)).isEmpty();
        assertThat(check("fields.items.all(i, i.price > 0)", fields)).isEmpty();
    }

    @Test
    void aRuleCanDemandAField() {
        assertThat(check("fields.price != null", "{}"))
                .hasValueSatisfying(problem -> assertThat(problem.getPointer()).isEqualTo("/fields/price"));
        assertThat(check("fields.price != null", "{\"price\": 1}")).isEmpty();
    }

    @Test
    void theOtherSideDecidesWhereOneIsAbsent() {
        String rule = "fields.price_level != 'cheap' || fields.price <= 20";
        assertThat(check(rule, "{\"price_level\": \"dear\"}")).isEmpty();
        assertThat(check(rule, "{\"price_level\": \"cheap\", \"price\": 20}")).isEmpty();
        assertThat(check(rule, "{\"price_level\": \"cheap\", \"price\": 21}")).hasValueSatisfying(problem -> {
            assertThat(problem.getMessage()).isEqualTo("Wrong. (rule: " + rule + ")");
            assertThat(problem.getPointer()).as("it is about two fields").isEqualTo("/fields");
            assertThat(problem.getValidator()).isEqualTo("rule");
        });
    }

    // ---- what rules can read

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fields.price + 1.0 == 21.0",
                "fields.price > fields.guests",
                "fields.guests == 3",
                "fields.address.city.startsWith('R')",
                "fields.address.city.matches('^[A-Z]')",
                "fields.`open-air` == true",
                "fields.items.exists(i, i.price == 2.0)",
                "size(fields.items) == 1",
                "text_length == 100",
                "label == 'letter' && summary.contains('short')",
            })
    void readsFieldsByTheirTypes(String expression) {
        String fields = "{\"price\": 20, \"guests\": 3.0, \"open-air\": true, \"address\": {\"city\": \"Rome\"},"
                + " \"items\": [{\"price\": 2.0}]}";
        RuleFacts facts =
                new RuleFacts(json(fields), 100, Optional.of(new RuleFacts.Conclusions("A short one.", "letter")));
        assertThat(rule(expression).check(facts, "/fields")).isEmpty();
        assertThat(rule("!(" + expression + ")").check(facts, "/fields")).isPresent();
    }

    @Test
    void aRuleAboutTheLabelWaitsForIt() {
        assertThat(check("label == 'letter'", "{}")).isEmpty();
    }

    private static Optional<Problem> check(String expression, String fields) {
        return rule(expression).check(new RuleFacts(json(fields), 100, Optional.empty()), "/fields");
    }

    private static Rule rule(String expression) {
        try {
            return LANGUAGE.compile(expression, "Wrong.", Severity.WARNING);
        } catch (RuleException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
