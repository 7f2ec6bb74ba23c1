package dev.sluice.processor.extract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a JSON Schema says of one field.
 *
 * @param name the property's name
 * @param pointer where its value goes in the fields
 * @param words by which documents speak of it
 * @param schema its part of the schema, a choice between it and null resolved
 * @param types as in the schema, null excluded; none if it does not say
 * @param isNullable whether null is allowed
 * @param isRequired whether the property must be there
 */
record FieldSpec(
        String name,
        String pointer,
        FieldWords words,
        JsonNode schema,
        List<String> types,
        boolean isNullable,
        boolean isRequired) {

    FieldSpec {
        types = List.copyOf(types);
    }

    /**
     * Reads a property.
     *
     * @param root the whole schema, which references point into
     */
    static FieldSpec of(String name, String pointer, JsonNode property, JsonNode root, boolean isRequired) {
        JsonNode schema = resolved(property, root);
        boolean isNullable = allowsNull(schema);
        for (String choice : List.of("anyOf", "oneOf")) {
            for (JsonNode branch : schema.path(choice)) {
                isNullable |= allowsNull(branch);
            }
        }
        JsonNode branch = notNull(schema, root);
        List<String> types = new ArrayList<>();
        for (JsonNode type : branch.path("type").isArray() ? branch.path("type") : List.of(branch.path("type"))) {
            if (type.isTextual() && !type.asText().equals("null")) {
                types.add(type.asText());
            }
        }
        return new FieldSpec(name, pointer, FieldWords.of(name), branch, types, isNullable, isRequired);
    }

    private static JsonNode resolved(JsonNode schema, JsonNode root) {
        String reference = schema.path("$ref").asText();
        return reference.startsWith("#/") ? root.at(reference.substring(1)) : schema;
    }

    private static boolean allowsNull(JsonNode schema) {
        boolean isOption = !schema.has("const") && !schema.has("enum");
        for (JsonNode option : schema.path("enum")) {
            isOption |= option.isNull();
        }
        JsonNode type = schema.path("type");
        boolean isType =
                type.isMissingNode() ? schema.has("enum") : type.asText().equals("null");
        for (JsonNode each : type) {
            isType |= each.asText().equals("null");
        }
        return isOption && isType;
    }

    private static JsonNode notNull(JsonNode schema, JsonNode root) {
        for (String choice : List.of("anyOf", "oneOf")) {
            for (JsonNode branch : schema.path(choice)) {
                JsonNode candidate = resolved(branch, root);
                if (!candidate.path("type").asText().equals("null")) {
                    return candidate;
                }
            }
        }
        return schema;
    }

    boolean isA(String type) {
        return types.contains(type);
    }

    Optional<String> format() {
        return text("format");
    }

    Optional<String> pattern() {
        return text("pattern");
    }

    private Optional<String> text(String keyword) {
        return Optional.of(schema.path(keyword)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    /** The values to choose from, null excluded; none if any value will do. */
    List<JsonNode> options() {
        List<JsonNode> options = new ArrayList<>();
        schema.path("enum").forEach(options::add);
        options.removeIf(JsonNode::isNull);
        return List.copyOf(options);
    }

    /** What the elements of a list must be. */
    FieldSpec items(JsonNode root) {
        JsonNode items = schema.path("items").isObject() ? schema.path("items") : MissingNode.getInstance();
        return of(name, pointer, items, root, true);
    }

    /** The value that the schema itself gives. */
    Optional<JsonNode> constant() {
        return Optional.ofNullable(schema.get("const"));
    }
}
