package dev.sluice.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where JSON pointers into fields lead by their schema. */
final class SchemaPointers {
    private static final int DEEPEST_REFERENCE = 20;

    private SchemaPointers() {}

    /** A pointer to a field; empty if the text is none. */
    static Optional<JsonPointer> parse(String text) {
        return text.startsWith("/") && text.length() > 1 ? Optional.of(JsonPointer.compile(text)) : Optional.empty();
    }

    static boolean isField(JsonNode schema, JsonPointer field) {
        return !at(schema, field).isEmpty();
    }

    static boolean isNumber(JsonNode schema, JsonPointer field) {
        return at(schema, field).stream()
                .map(shape -> shape.path("type"))
                .flatMap(type -> type.isArray() ? type.valueStream() : Stream.of(type))
                .anyMatch(
                        type -> type.asText().equals("number") || type.asText().equals("integer"));
    }

    /** The schemas of a field: several where it is a choice of some. */
    private static List<JsonNode> at(JsonNode root, JsonPointer field) {
        List<JsonNode> shapes = shapes(root, root, 0);
        for (JsonPointer rest = field; !rest.matches(); rest = rest.tail()) {
            String name = rest.getMatchingProperty();
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode shape : shapes) {
                if (shape.path("properties").has(name)) {
                    next.addAll(shapes(root, shape.path("properties").path(name), 0));
                }
            }
            shapes = next;
        }
        return shapes;
    }

    private static List<JsonNode> shapes(JsonNode root, JsonNode schema, int depth) {
        List<JsonNode> shapes = new ArrayList<>(List.of(schema));
        if (depth < DEEPEST_REFERENCE) {
            String reference = schema.path("$ref").asText();
            if (reference.startsWith("#/")) {
                shapes.addAll(shapes(root, root.at(reference.substring(1)), depth + 1));
            }
            for (String keyword : List.of("anyOf", "oneOf")) {
                schema.path(keyword).forEach(branch -> shapes.addAll(shapes(root, branch, depth + 1)));
            }
        }
        return shapes;
    }
}
