package dev.sluice.processor.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Undoes what {@link StrictSchema} asks for: a strict answer must give every property, so it gives null for an optional one
 * that has no value, where the full schema wants it left out. Immutable and thread-safe.
 */
final class OptionalNulls {
    private final JsonNode root;

    OptionalNulls(JsonNode schema) {
        this.root = schema;
    }

    void removeFrom(ObjectNode answer) {
        remove(answer, root);
    }

    private void remove(JsonNode value, JsonNode schema) {
        if (schema.has("$ref")) {
            remove(value, root.at(schema.get("$ref").asText().substring(1)));
        } else if (value instanceof ObjectNode object) {
            shape(schema).path("properties").properties().forEach(property -> {
                String name = property.getKey();
                if (object.path(name).isNull() && !isRequired(shape(schema), name)) {
                    object.remove(name);
                } else {
                    remove(object.path(name), property.getValue());
                }
            });
        } else if (value.isArray()) {
            value.forEach(element -> remove(element, shape(schema).path("items")));
        }
    }

    /** The schema itself, or the only one of its alternatives that has parts; where several have, nothing is removed. */
    private JsonNode shape(JsonNode schema) {
        List<JsonNode> shapes = new ArrayList<>();
        for (String keyword : List.of("anyOf", "oneOf")) {
            for (JsonNode branch : schema.path(keyword)) {
                JsonNode target =
                        branch.has("$ref") ? root.at(branch.get("$ref").asText().substring(1)) : branch;
                if (target.has("properties") || target.has("items")) {
                    shapes.add(target);
                }
            }
        }
        return shapes.size() == 1 ? shapes.getFirst() : schema;
    }

    private static boolean isRequired(JsonNode schema, String name) {
        for (JsonNode required : schema.path("required")) {
            if (required.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
