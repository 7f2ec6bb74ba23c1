package dev.sluice.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BrokenFieldsSchemaTest {
    private static final String FILE = "fields.schema.json";

    @TempDir
    private Path temporary;

    private SampleFolder sample;

    @BeforeEach
    void writeGoodProfile() throws IOException {
        sample = SampleFolder.in(temporary);
    }

    @Test
    void tellsWhereJsonIsMalformed() throws IOException {
        sample.replace(FILE, "\"description\": \"When it is due.\",", "\"description\": \"When it is due.\"");

        assertThat(sample.faults()).singleElement().asString().startsWith(FILE + ":6: the file cannot be read:");
    }

    @Test
    void refusesWhatTheMetaSchemaRefuses() throws IOException {
        sample.replace(FILE, "\"type\": \"string\"", "\"type\": \"text\"");

        assertThat(sample.faults())
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault)
                        .startsWith(FILE + ":11: /properties/code/type is \"text\"; it must be")
                        .endsWith("Correct it as JSON Schema 2020-12 says."));
    }

    @Test
    void refusesSchemaOfAnythingButAnObject() throws IOException {
        sample.write(FILE, "{\"type\": \"string\"}\n")
                .replace("examples/milk.yaml", "fields:\n  due: null\n  code: \"07\"\n", "");

        assertThat(sample.faults())
                .containsExactly(
                        FILE + ":1: the schema must describe one object. Write \"type\": \"object\" at the top.");
    }

    /** Each row replaces the type of the field {@code code}, which begins in line 9 of the file and has its type in line 11. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "maxlength": 2, "type": "string"         | 11 | /properties/code/maxlength is no keyword that fields can use
            "minimum": 2                              | 9 | /properties/code does not say what its value is
            "type": "object"                          | 9 | /properties/code is an object without properties
            "type": "array"                           | 9 | /properties/code is an array without items
            "$ref": "#/$defs/code"                    | 11 | /properties/code/$ref leads nowhere: #/$defs/code
            "$ref": "https://example.org/schema.json" | 11 | /properties/code/$ref leads nowhere: https://example.org/schema.json
            "type": "array", "items": {"pattern": ""} | 11 | /properties/code/items does not say what its value is
            "anyOf": [{"type": "string"}, true]       | 11 | /properties/code/anyOf/1 does not say what its value is
            "type": "object", "properties": {}, "additionalProperties": {"type": "string"} | 11 | /properties/code/additionalProperties allows
            "type": "object", "properties": {}, "required": ["a"] | 11 | /properties/code/required names a, which is not among
            """)
    void refusesWhatModelsCannotBeAsked(String replacement, int line, String mistake) throws IOException {
        sample.replace(FILE, "\"type\": \"string\"", replacement);

        assertThat(sample.faults()).singleElement().asString().startsWith(FILE + ":" + line + ": " + mistake);
    }

    @Test
    void refusesPatternThatCouldBacktrack() throws IOException {
        sample.replace(FILE, "^[0-9]{2}$", "^(?!0)[0-9]{2}$");

        assertThat(sample.faults())
                .singleElement()
                .asString()
                .startsWith(
                        FILE
                                + ":12: /properties/code/pattern is \"^(?!0)[0-9]{2}$\"; it must be a regular expression in RE2");
    }

    @Test
    void refusesReferenceThatLeadsNowhereInConditionToo() throws IOException {
        sample.replace(FILE, "\"required\": [\"due\"]", "\"not\": {\"$ref\": \"#/$defs/none\"}");

        assertThat(sample.faults())
                .singleElement()
                .asString()
                .startsWith(FILE + ":1: not a usable JSON Schema:")
                .contains("/$defs/none");
    }

    @Test
    void refusesFieldWithoutDescription() throws IOException {
        sample.replace(FILE, "\"description\": \"When it is due.\",", "");

        assertThat(sample.faults())
                .singleElement()
                .asString()
                .startsWith(FILE + ":4: the field due has no description.");
    }

    @Test
    void refusesExampleThatDoesNotConform() throws IOException {
        sample.write("examples/bad.yaml", """
                text: Remember.
                fields:
                  code: "7"
                label: chore
                labels: task
                """);

        assertThat(sample.faults())
                .containsExactlyInAnyOrder(
                        "examples/bad.yaml:3: fields/code is \"7\"; it must match ^[0-9]{2}$. Correct the example, or the"
                                + " contract in fields.schema.json.",
                        "examples/bad.yaml:2: fields/due is missing; it must be there. Correct the example, or the contract"
                                + " in fields.schema.json.",
                        "examples/bad.yaml:4: label is chore, which is no category. Use one of task, idea.",
                        "examples/bad.yaml:5: labels is not a key here. Correct or remove it; there are fields, label,"
                                + " text.");
    }

    @Test
    void refusesExampleThatExpectsNothing() throws IOException {
        sample.write("examples/bad.yaml", "text: Remember.\n").write("examples/other.txt", "");

        assertThat(sample.faults())
                .satisfiesExactlyInAnyOrder(
                        fault -> assertThat(fault).startsWith("examples/bad.yaml:1: the file expects nothing."),
                        fault -> assertThat(fault)
                                .startsWith("examples/other.txt: a document with its results must be a YAML file."));
    }
}
