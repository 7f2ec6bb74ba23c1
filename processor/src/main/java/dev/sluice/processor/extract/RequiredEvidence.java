package dev.sluice.processor.extract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the values in a profile's fields for which the document must be quoted: every text and number, except a choice out
 * of the list that its schema gives, which is the model's judgement. For one answer.
 */
final class RequiredEvidence {
    /** Deeper than any sensible schema: ends references that go round in a circle. */
    private static final int DEEPEST_REFERENCE = 20;

    private final JsonNode root;
    private final List<JsonPointer> pointers = new ArrayList<>();

    private RequiredEvidence(JsonNode schema) {
        this.root = schema;
    }

    /** Pointers into the fields, in their order. */
    static List<JsonPointer> of(JsonNode fields, JsonNode schema) {
        RequiredEvidence required = new RequiredEvidence(schema);
        required.walk(JsonPointer.empty(), fields, List.of(schema));
        return required.pointers;
    }

    private void walk(JsonPointer at, JsonNode value, List<JsonNode> schemas) {
        List<JsonNode> shapes =
                schemas.stream().flatMap(schema -> shapes(schema, 0)).toList();
        if (value.isObject()) {
            value.properties()
                    .forEach(property -> walk(
                            at.appendProperty(property.getKey()),
                            property.getValue(),
                            shapes.stream()
                                    .map(shape -> shape.path("properties").path(property.getKey()))
                                    .toList()));
        } else if (value.isArray()) {
            List<JsonNode> items =
                    shapes.stream().map(shape -> shape.path("items")).toList();
            for (int i = 0; i < value.size(); i++) {
                walk(at.appendIndex(i), value.get(i), items);
            }
        } else if ((value.isTextual() || value.isNumber()) && shapes.stream().noneMatch(RequiredEvidence::isChoice)) {
            pointers.add(at);
        }
    }

    /** The schema with its references followed, and each of its alternatives. */
    private Stream<JsonNode> shapes(JsonNode schema, int depth) {
        if (depth > DEEPEST_REFERENCE) {
            return Stream.empty();
        }
        String reference = schema.path("$ref").asText();
        Stream<JsonNode> target =
                reference.startsWith("#/") ? shapes(root.at(reference.substring(1)), depth + 1) : Stream.of(schema);
        Stream<JsonNode> branches = Stream.of("anyOf", "oneOf")
                .flatMap(keyword -> schema.path(keyword).valueStream())
                .flatMap(branch -> shapes(branch, depth + 1));
        return Stream.concat(target, branches);
    }

    private static boolean isChoice(JsonNode schema) {
        return schema.has("enum") || schema.has("const");
    }
}
