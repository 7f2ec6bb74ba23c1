package dev.sluice.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What prompt templates can name. All of it is the same for every document of a profile, so prompts are too. */
final class PromptVariables {
    private PromptVariables() {}

    static Map<String, Object> of(Profile profile, Stage stage) {
        return variables(
                profile.name(),
                profile.description(),
                fields(profile.fields()),
                profile.categories().stream()
                        .map(category -> entry("label", category.label(), "description", category.description()))
                        .toList(),
                profile.examples().stream()
                        .flatMap(
                                example -> answer(example, stage)
                                        .map(answer ->
                                                entry("text", example.text().strip(), "answer", answer))
                                        .stream())
                        .toList());
    }

    /** Stand-ins with one element in each list, or none: between the two, every part of a template is rendered. */
    static Map<String, Object> sample(boolean full) {
        return variables(
                "x",
                "x",
                full ? List.of(entry("name", "x", "description", "x")) : List.of(),
                full ? List.of(entry("label", "x", "description", "x")) : List.of(),
                full ? List.of(entry("text", "x", "answer", "x")) : List.of());
    }

    private static Map<String, Object> variables(
            String profile,
            String description,
            List<Map<String, String>> fields,
            List<Map<String, String>> categories,
            List<Map<String, String>> examples) {
        return Map.of(
                "profile", profile,
                "description", description,
                "fields", fields,
                "categories", categories,
                "examples", examples);
    }

    private static Map<String, String> entry(String key1, String value1, String key2, String value2) {
        return Map.of(key1, value1, key2, value2);
    }

    private static List<Map<String, String>> fields(FieldsSchema schema) {
        List<Map<String, String>> fields = new ArrayList<>();
        schema.json()
                .path("properties")
                .properties()
                .forEach(property -> fields.add(entry(
                        "name",
                        property.getKey(),
                        "description",
                        property.getValue().path("description").asText())));
        return fields;
    }

    private static Optional<String> answer(Example example, Stage stage) {
        return switch (stage) {
            case EXTRACT -> example.fields().map(JsonNode::toString);
            case CLASSIFY -> example.label();
            case SUMMARIZE, GATE -> Optional.empty();
        };
    }
}
