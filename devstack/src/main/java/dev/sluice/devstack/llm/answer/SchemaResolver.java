package dev.sluice.devstack.llm.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows references and decides alternatives: of {@code anyOf} and {@code oneOf} the first that is not null counts, {@code
 * allOf} is merged.
 */
final class SchemaResolver {
    private static final int DEEPEST = 16;

    private SchemaResolver() {}

    static Schema resolve(JsonNode root, JsonNode node) {
        return resolve(root, node, false, 0);
    }

    private static Schema resolve(JsonNode root, JsonNode node, boolean nullable, int depth) {
        if (depth > DEEPEST) {
            return new Schema(root, JsonNodeFactory.instance.objectNode(), true);
        }
        boolean orNull = nullable || allowsNull(node);
        if (node.path("$ref").asText().startsWith("#")) {
            return resolve(root, root.at(node.path("$ref").asText().substring(1)), orNull, depth + 1);
        }
        for (String keyword : List.of("anyOf", "oneOf")) {
            for (JsonNode branch : node.path(keyword)) {
                if (!branch.path("type").asText().equals("null")) {
                    return resolve(root, merged(node, branch, keyword), orNull, depth + 1);
                }
            }
        }
        if (node.has("allOf")) {
            JsonNode merged = node;
            for (JsonNode part : node.get("allOf")) {
                merged = merged(merged, resolve(root, part, false, depth + 1).node(), "allOf");
            }
            return resolve(root, merged, orNull, depth + 1);
        }
        return new Schema(root, node, orNull);
    }

    private static boolean allowsNull(JsonNode node) {
        List<JsonNode> alternatives = new ArrayList<>();
        node.path("anyOf").forEach(alternatives::add);
        node.path("oneOf").forEach(alternatives::add);
        node.path("enum").forEach(alternatives::add);
        node.path("type").forEach(alternatives::add);
        return node.path("type").asText().equals("null")
                || alternatives.stream()
                        .anyMatch(branch -> branch.isNull()
                                || branch.asText().equals("null")
                                || branch.path("type").asText().equals("null"));
    }

    private static JsonNode merged(JsonNode outer, JsonNode inner, String without) {
        if (!(outer.deepCopy() instanceof ObjectNode merged)) {
            return inner;
        }
        merged.remove(without);
        inner.properties().forEach(entry -> {
            if (merged.get(entry.getKey()) instanceof ObjectNode known
                    && entry.getKey().equals("properties")) {
                known.setAll((ObjectNode) entry.getValue());
            } else {
                merged.set(entry.getKey(), entry.getValue());
            }
        });
        return merged;
    }
}
