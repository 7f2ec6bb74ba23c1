package dev.sluice.processor.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.profile.Profile;
import dev.sluice.profile.ProfileLoader;
import dev.sluice.schemas.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class StrictSchemaTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> ALLOWED = Set.of(
            "type",
            "description",
            "enum",
            "const",
            "$ref",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "anyOf",
            "$defs");

    /** An optional property {@code x}, and what becomes of its schema. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type": "string", "pattern": "^a$", "minLength": 2, "format": "date"} | {"type": ["string", "null"]}
            {"type": ["string", "null"], "title": "X"}        | {"type": ["string", "null"]}
            {"type": "string", "enum": ["a"]}                 | {"type": ["string", "null"], "enum": ["a", null]}
            {"enum": ["a"]}                                   | {"anyOf": [{"enum": ["a"]}, {"type": "null"}]}
            {"type": "integer", "const": 1}                   | {"anyOf": [{"type": "integer", "const": 1}, {"type": "null"}]}
            {"$ref": "#/$defs/d"}                             | {"anyOf": [{"$ref": "#/$defs/d"}, {"type": "null"}]}
            {"oneOf": [{"type": "string"}, {"type": "null"}]} | {"anyOf": [{"anyOf": [{"type": "string"}, {"type": "null"}]}, {"type": "null"}]}
            {"type": "array", "items": {"type": "number", "minimum": 1}, "maxItems": 3} | {"type": ["array", "null"], "items": {"type": "number"}}
            {"type": "string", "description": "D", "not": {"const": "a"}, "allOf": []}  | {"type": ["string", "null"], "description": "D"}
            """)
    void makesOptionalPropertiesNullableAndDropsConstraints(String property, String strict)
            throws JsonProcessingException {
        JsonNode schema = MAPPER.readTree("{\"type\": \"object\", \"properties\": {\"x\": " + property + "}}");

        JsonNode result = StrictSchema.of(schema);

        assertThat(result.at("/properties/x")).isEqualTo(MAPPER.readTree(strict));
        assertThat(result.at("/required")).isEqualTo(MAPPER.readTree("[\"x\"]"));
        assertThat(result.at("/additionalProperties").isBoolean()).isTrue();
        assertThat(result.at("/additionalProperties").asBoolean()).isFalse();
    }

    @Test
    void leavesMandatoryPropertiesAndTheFullSchemaAsTheyAre() throws JsonProcessingException {
        String text = """
                {"type": "object", "required": ["x"], "properties": {"x": {"type": "string", "enum": ["a"], "maxLength": 1}},
                 "$defs": {"d": {"type": "object", "properties": {"y": {"type": "string", "minLength": 1}}}}}
                """;
        JsonNode schema = MAPPER.readTree(text);

        JsonNode result = StrictSchema.of(schema);

        assertThat(result.at("/properties/x")).isEqualTo(MAPPER.readTree("{\"type\": \"string\", \"enum\": [\"a\"]}"));
        assertThat(result.at("/$defs/d/properties/y/type")).isEqualTo(MAPPER.readTree("[\"string\", \"null\"]"));
        assertThat(schema).isEqualTo(MAPPER.readTree(text));
    }

    @ParameterizedTest
    @EnumSource(names = {"EXTRACT", "SUMMARIZE", "CLASSIFY"})
    void formatsOfBuiltInProfilesAreStrictThroughout(Stage stage) {
        for (Profile profile : new ProfileLoader().load().all()) {
            JsonNode format = StrictSchema.of(AnswerSchema.of(stage, profile).json());

            assertThat(format.path("type").asText()).isEqualTo("object");
            assertStrict(format);
        }
    }

    private static void assertStrict(JsonNode schema) {
        schema.fieldNames().forEachRemaining(keyword -> assertThat(ALLOWED).contains(keyword));
        if (schema.has("properties")) {
            List<String> names = new ArrayList<>();
            schema.path("properties").fieldNames().forEachRemaining(names::add);
            assertThat(schema.path("required")).extracting(JsonNode::asText).containsExactlyElementsOf(names);
            assertThat(schema.path("additionalProperties").asBoolean(true)).isFalse();
            schema.path("properties").forEach(StrictSchemaTest::assertStrict);
        }
        if (schema.has("items")) {
            assertStrict(schema.path("items"));
        }
        schema.path("anyOf").forEach(StrictSchemaTest::assertStrict);
    }
}
