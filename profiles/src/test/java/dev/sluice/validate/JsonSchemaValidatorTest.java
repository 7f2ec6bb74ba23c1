package dev.sluice.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonSchemaValidatorTest {
    private static final String SCHEMA = """
            {
              "type": "object",
              "properties": {
                "code": {"type": ["string", "null"], "pattern": "^[0-9]{5}$"},
                "kind": {"type": "string", "enum": ["a", "b"]},
                "day": {"type": "string", "format": "date"},
                "mail": {"type": "string", "format": "email"},
                "score": {"type": "number", "minimum": 0, "maximum": 1},
                "name": {"type": "string", "minLength": 1, "maxLength": 3},
                "list": {"type": "array", "items": {"$ref": "#/$defs/count"}},
                "a/b~c": {"const": true}
              },
              "required": ["kind"],
              "additionalProperties": false,
              "$defs": {"count": {"type": "integer"}}
            }
            """;

    private final JsonSchemaValidator validator = new JsonSchemaValidator(SCHEMA);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                              | /kind     | is missing; it must be there
            {"kind": "c"}                   | /kind     | is "c"; it must be one of ["a", "b"]
            {"kind": "a", "code": "123"}    | /code     | is "123"; it must match ^[0-9]{5}$
            {"kind": "a", "code": 12345}    | /code     | is 12345; it must be of type [string, null], not integer
            {"kind": "a", "day": "1.2.26"}  | /day      | is "1.2.26"; it must be a date such as 2026-11-20
            {"kind": "a", "mail": "a at b"} | /mail     | is "a at b"; it must be a valid email
            {"kind": "a", "score": 1.5}     | /score    | is 1.5; it must be at most 1
            {"kind": "a", "score": -1}      | /score    | is -1; it must be at least 0
            {"kind": "a", "name": ""}       | /name     | is ""; it must not be empty
            {"kind": "a", "name": "abcd"}   | /name     | is "abcd"; it must have at most 3 characters
            {"kind": "a", "list": [1, "2"]} | /list/1   | is "2"; it must be of type integer, not string
            {"kind": "a", "a/b~c": false}   | /a~1b~0c  | is false; it must be true
            {"kind": "a", "more": 1}        | /more     | is not expected; leave it out
            []                              | ``        | is []; it must be of type object, not array
            ``                              | ``        | is empty; it must be one JSON object
            """)
    void pointsAtWhatIsWrongAndSaysWhatItMustBe(String json, String pointer, String message) {
        assertThat(validator.validate(json).problems())
                .containsExactly(new Problem("schema", pointer, message, Severity.ERROR));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Sure, here it is: {"kind": "a"} | Unrecognized token 'Sure'
            {"kind": "a"} I hope this helps | Unrecognized token 'I'
            {"kind": "a"} {"kind": "b"}     | more follows it
            {"kind": "a", "kind": "b"}      | Duplicate field 'kind'
            {"kind": "                      | Unexpected end-of-input
            """)
    void refusesAnythingButOneJsonValue(String answer, String reason) {
        assertThat(validator.validate(answer).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.getPointer()).isEmpty();
            assertThat(problem.getMessage())
                    .startsWith("is not one JSON object and nothing else at line 1, column ")
                    .contains(reason)
                    .contains("it begins with " + answer.substring(0, 5));
        });
    }

    @Test
    void boundsWhatItSays() {
        String values = String.join(
                ",", IntStream.range(0, 80).mapToObj(i -> "\"x" + i + "\"").toList());

        List<Problem> problems =
                validator.validate("{\"kind\":\"a\",\"list\":[" + values + "]}").problems();

        assertThat(problems).hasSize(JsonSchemaValidator.MOST_PROBLEMS + 1);
        assertThat(problems.getLast().getMessage()).isEqualTo("has 30 more problems like these");
        assertThat(validator
                        .validate("{\"kind\":\"" + "x".repeat(10_000) + "\"}")
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.getMessage()).hasSizeLessThan(150));
    }

    @Test
    void refusesSchemaThatCannotBeUsed() {
        assertThatThrownBy(() -> new JsonSchemaValidator("{\"pattern\": \"(?=a)\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(?=");
        assertThatThrownBy(() -> new JsonSchemaValidator("{\"$ref\": \"#/$defs/none\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/$defs/none");
    }

    @Test
    void hostileValueCannotStallPattern() {
        JsonSchemaValidator trap = new JsonSchemaValidator("{\"type\": \"string\", \"pattern\": \"^(a+)+$\"}");

        Duration spent = CpuTime.of(() -> assertThat(
                        trap.validate("\"" + "a".repeat(20_000) + "!\"").valid())
                .isFalse());

        assertThat(spent).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void valueThatNoStackHoldsIsAProblem() {
        JsonSchemaValidator trap = new JsonSchemaValidator("{\"type\": \"string\", \"format\": \"json-pointer\"}");

        assertThat(trap.validate("\"/" + "e".repeat(1_000_000) + "\"").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.getMessage()).contains("too long to be checked"));
    }

    @Test
    void findsNothingWrongWithWhatConforms() {
        assertThat(validator.validate("""
                                {"kind": "b", "code": null, "day": "2026-02-28", "mail": "a@example.org", "score": 1,
                                 "name": "abc", "list": [], "a/b~c": true}
                                """).problems()).isEmpty();
    }

    @Test
    void servesManyThreadsAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Boolean>> verdicts = IntStream.range(0, 400)
                    .mapToObj(i -> threads.submit(() -> validator
                            .validate("{\"kind\":\"a\",\"code\":\"" + (i % 2 == 0 ? "12345" : "x") + "\"}")
                            .valid()))
                    .toList();
            for (int i = 0; i < verdicts.size(); i++) {
                assertThat(verdicts.get(i).get()).isEqualTo(i % 2 == 0);
            }
        }
    }
}
