package dev.sluice.processor.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.profile.Category;
import dev.sluice.profile.EngineChoice;
import dev.sluice.profile.FieldsSchema;
import dev.sluice.profile.GateSettings;
import dev.sluice.profile.Profile;
import dev.sluice.profile.PromptTemplate;
import dev.sluice.profile.StepSettings;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Problem;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class AnswerContractTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String FIELDS = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "properties": {
                "code": {"type": "string", "pattern": "^[0-9]{2}$"},
                "note": {"type": "string"},
                "none": {"type": ["string", "null"]},
                "lines": {"type": "array", "items": {"$ref": "#/$defs/line"}},
                "first": {"anyOf": [{"$ref": "#/$defs/line"}, {"type": "null"}]}
              },
              "required": ["code", "none"],
              "additionalProperties": false,
              "$defs": {
                "line": {
                  "type": "object",
                  "properties": {"name": {"type": "string"}, "count": {"type": "integer"}},
                  "required": ["name"]
                }
              }
            }
            """;

    @Test
    void pointsAtWhatIsWrongInTheFields() throws JsonProcessingException {
        assertThat(problems(Stage.EXTRACT, extraction("{\"code\": \"7\", \"none\": null}")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.getPointer()).isEqualTo("/fields/code");
                    assertThat(problem.getMessage()).contains("^[0-9]{2}$");
                });
    }

    @Test
    void followsDefinitionsOfTheProfile() throws JsonProcessingException {
        assertThat(
                        problems(
                                Stage.EXTRACT,
                                extraction(
                                        "{\"code\": \"07\", \"none\": null, \"lines\": [{\"name\": \"a\", \"count\": \"b\"}]}")))
                .extracting(Problem::getPointer)
                .containsExactly("/fields/lines/0/count");
    }

    @Test
    void demandsTheReasoningThatTheProfileAsksFor() throws JsonProcessingException {
        AnswerContract contract = new PromptRenderer().contract(Stage.EXTRACT, profile(true));
        String answer = extraction("{\"code\": \"07\", \"none\": null, \"first\": {\"name\": \"a\"}}");

        assertThat(contract.read(answer))
                .isInstanceOfSatisfying(
                        AnswerContract.Reading.Faulty.class,
                        faulty -> assertThat(faulty.problems())
                                .extracting(Problem::getPointer)
                                .containsExactly("/reasoning"));
        assertThat(contract.read(answer.replaceFirst("\\{", "{\"reasoning\": \"It says 07.\",")))
                .isInstanceOf(AnswerContract.Reading.Conforming.class);
        assertThat(problems(Stage.EXTRACT, answer.replaceFirst("\\{", "{\"reasoning\": \"It says 07.\",")))
                .as("where nobody asked for it")
                .hasSize(1);
    }

    @Test
    void asksForTheReasoningBeforeAnythingElse() throws JsonProcessingException {
        for (Stage stage : List.of(Stage.EXTRACT, Stage.SUMMARIZE, Stage.CLASSIFY)) {
            assertThat(AnswerSchema.of(stage, profile(true))
                            .json()
                            .path("properties")
                            .fieldNames())
                    .toIterable()
                    .startsWith("reasoning");
        }
        assertThat(AnswerSchema.of(Stage.EXTRACT, profile(true)).json().has("$defs"))
                .isTrue();
    }

    @Test
    void mandatoryValueMustNotBeNull() throws JsonProcessingException {
        assertThat(problems(Stage.EXTRACT, extraction("{\"code\": null, \"none\": null}")))
                .extracting(Problem::getPointer)
                .containsExactly("/fields/code");
    }

    @Test
    void optionalValuesThatAreNullAreLeftOut() throws JsonProcessingException {
        JsonNode answer = conforming(Stage.EXTRACT, extraction("""
                        {"code": "07", "note": null, "none": null, "lines": [{"name": "a", "count": null}],
                         "first": {"name": "b", "count": null}}
                        """));

        assertThat(answer.path("fields")).isEqualTo(MAPPER.readTree("""
                                {"code": "07", "none": null, "lines": [{"name": "a"}], "first": {"name": "b"}}
                                """));
    }

    @Test
    void entitiesAndEvidenceMustBeComplete() throws JsonProcessingException {
        String answer = """
                {"entities": [{"type": "animal", "value": "", "unit": null, "quote": "q", "confidence": 2}],
                 "fields": {"code": "07", "none": null},
                 "evidence": [{"pointer": "code", "confidence": 1}]}
                """;

        assertThat(problems(Stage.EXTRACT, answer))
                .extracting(Problem::getPointer)
                .containsExactlyInAnyOrder(
                        "/entities/0/type",
                        "/entities/0/value",
                        "/entities/0/confidence",
                        "/evidence/0/pointer",
                        "/evidence/0/quote");
    }

    @Test
    void quotesMustBePassages() throws JsonProcessingException {
        String answer = extraction("{\"code\": \"07\", \"none\": null}").replace("two euros", "x".repeat(1001));

        assertThat(problems(Stage.EXTRACT, answer))
                .extracting(Problem::getPointer)
                .containsExactly("/entities/0/quote");
    }

    @Test
    void labelMustBeOneOfTheProfiles() throws JsonProcessingException {
        String answer = """
                {"label": "c", "confidence": 1, "alternatives": [{"label": "b", "confidence": 0}], "rationale": "So."}
                """;

        assertThat(problems(Stage.CLASSIFY, answer)).singleElement().satisfies(problem -> {
            assertThat(problem.getPointer()).isEqualTo("/label");
            assertThat(problem.getMessage()).contains("[\"a\", \"b\"]");
        });
        assertThat(conforming(Stage.CLASSIFY, answer.replace("\"c\"", "\"a\""))).isNotNull();
    }

    @Test
    void summaryMustSaySomething() throws JsonProcessingException {
        assertThat(problems(Stage.SUMMARIZE, "{\"summary\": \"\", \"confidence\": 1}"))
                .extracting(Problem::getPointer)
                .containsExactly("/summary");
        assertThat(conforming(Stage.SUMMARIZE, "{\"summary\": \"S.\", \"confidence\": 1}"))
                .isNotNull();
    }

    @Test
    void nothingAroundTheJsonIsForgiven() throws JsonProcessingException {
        String good = "{\"summary\": \"S.\", \"confidence\": 1}";

        for (String answer :
                List.of("Here: " + good, good + " Done.", good + good, "", "[]", "null", good.substring(3))) {
            assertThat(problems(Stage.SUMMARIZE, answer))
                    .as(answer)
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.getPointer()).isEmpty());
        }
    }

    private static String extraction(String fields) {
        return """
                {"entities": [{"type": "amount", "value": "2", "unit": "EUR", "quote": "two euros", "confidence": 0.9}],
                 "fields": %s,
                 "evidence": [{"pointer": "/code", "quote": "07", "confidence": 0.9}]}
                """.formatted(fields);
    }

    private static List<Problem> problems(Stage stage, String answer) throws JsonProcessingException {
        return switch (read(stage, answer)) {
            case AnswerContract.Reading.Faulty faulty -> faulty.problems();
            case AnswerContract.Reading.Conforming conforming -> List.of();
        };
    }

    private static JsonNode conforming(Stage stage, String answer) throws JsonProcessingException {
        return switch (read(stage, answer)) {
            case AnswerContract.Reading.Conforming conforming -> conforming.answer();
            case AnswerContract.Reading.Faulty faulty ->
                throw new AssertionError(faulty.problems().toString());
        };
    }

    private static AnswerContract.Reading read(Stage stage, String answer) throws JsonProcessingException {
        return new PromptRenderer().contract(stage, profile()).read(answer);
    }

    private static Profile profile() throws JsonProcessingException {
        return profile(false);
    }

    private static Profile profile(boolean reasoning) throws JsonProcessingException {
        StepSettings step = new StepSettings(
                List.of(EngineChoice.of("model")),
                1,
                OptionalInt.empty(),
                3,
                reasoning,
                new PromptTemplate("1", "Answer."),
                0);
        return new Profile(
                "test",
                "A test.",
                List.of(),
                Map.of(Stage.EXTRACT, step, Stage.SUMMARIZE, step, Stage.CLASSIFY, step),
                new FieldsSchema(MAPPER.readTree(FIELDS)),
                List.of(new Category("a", "A.", Map.of()), new Category("b", "B.", Map.of())),
                new GateSettings(0.8),
                List.of());
    }
}
