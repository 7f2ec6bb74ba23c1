package dev.sluice.console.web.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.ArrayList;
import java.util.List;

/**
 * What a schema asks for, as far as a form can offer it: references are followed, and a choice between something and null
 * is that something, which may be left empty.
 *
 * @param schema without references
 * @param hint what is said of it
 */
record Shape(JsonNode schema, String hint, Type type, boolean nullable) {
    private static final int MOST_REFERENCES = 20;

    enum Type {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        INTEGER,
        BOOLEAN,
        CHOICE,
        /** What no input fits: it is edited as JSON. */
        ANYTHING
    }

    static Shape of(JsonNode root, JsonNode schema) {
        return of(root, schema, schema.path("description").asText(), false, MOST_REFERENCES);
    }

    private static Shape of(JsonNode root, JsonNode schema, String hint, boolean nullable, int left) {
        String said = hint.isEmpty() ? schema.path("description").asText() : hint;
        if (left > 0 && schema.has("$ref")) {
            return of(root, root.at(schema.path("$ref").asText().substring(1)), said, nullable, left - 1);
        }
        for (String keyword : List.of("anyOf", "oneOf")) {
            List<JsonNode> branches = new ArrayList<>();
            schema.path(keyword).forEach(branches::add);
            boolean hasNull = branches.removeIf(Shape::isNull);
            if (left > 0 && branches.size() == 1) {
                return of(root, branches.getFirst(), said, nullable || hasNull, left - 1);
            }
        }
        List<String> types = new ArrayList<>();
        if (schema.path("type").isTextual()) {
            types.add(schema.path("type").asText());
        }
        schema.path("type").forEach(type -> types.add(type.asText()));
        boolean mayBeNull = types.remove("null") || nullable || hasNull(schema.path("enum"));
        return new Shape(schema, said, type(schema, types), mayBeNull);
    }

    private static Type type(JsonNode schema, List<String> types) {
        if (schema.has("enum")) {
            for (JsonNode value : schema.path("enum")) {
                if (value.isContainerNode()) {
                    return Type.ANYTHING;
                }
            }
            return Type.CHOICE;
        }
        if (types.size() != 1) {
            return Type.ANYTHING;
        }
        return switch (types.getFirst()) {
            case "object" -> schema.has("properties") ? Type.OBJECT : Type.ANYTHING;
            case "array" -> schema.has("items") ? Type.ARRAY : Type.ANYTHING;
            case "string" -> Type.STRING;
            case "number" -> Type.NUMBER;
            case "integer" -> Type.INTEGER;
            case "boolean" -> Type.BOOLEAN;
            default -> Type.ANYTHING;
        };
    }

    private static boolean isNull(JsonNode schema) {
        return schema.path("type").asText().equals("null");
    }

    private static boolean hasNull(JsonNode values) {
        for (JsonNode value : values) {
            if (value.getNodeType() == JsonNodeType.NULL) {
                return true;
            }
        }
        return false;
    }
}
