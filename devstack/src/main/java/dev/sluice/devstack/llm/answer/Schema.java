package dev.sluice.devstack.llm.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One place in a JSON Schema. Reads on when asked, so that a schema may refer to itself. Thread-safe. */
final class Schema {
    private final JsonNode root;
    private final JsonNode node;
    private final boolean nullable;
    private volatile @Nullable Map<String, Field> fields;
    private volatile @Nullable Schema items;

    /**
     * Takes a place as {@link SchemaResolver} found it.
     *
     * @param root where references start; like {@code node} not to be modified
     */
    Schema(JsonNode root, JsonNode node, boolean nullable) {
        this.root = root;
        this.node = node;
        this.nullable = nullable;
    }

    JsonNode node() {
        return node;
    }

    boolean nullable() {
        return nullable;
    }

    /** The type to give, by the keywords where none is said. */
    String type() {
        JsonNode type = node.path("type");
        if (type.isTextual()) {
            return type.asText();
        }
        for (JsonNode alternative : type) {
            if (!alternative.asText().equals("null")) {
                return alternative.asText();
            }
        }
        return node.has("properties") ? "object" : node.has("items") ? "array" : "string";
    }

    /** The properties by name, in their order. */
    Map<String, Field> fields() {
        Map<String, Field> known = fields;
        if (known == null) {
            Map<String, Field> read = new LinkedHashMap<>();
            node.path("properties")
                    .properties()
                    .forEach(entry -> read.put(
                            entry.getKey(), Field.of(entry.getKey(), SchemaResolver.resolve(root, entry.getValue()))));
            known = Collections.unmodifiableMap(read);
            fields = known;
        }
        return known;
    }

    boolean requires(String property) {
        for (JsonNode name : node.path("required")) {
            if (name.asText().equals(property)) {
                return true;
            }
        }
        return false;
    }

    /** What the list's items are. */
    Schema items() {
        Schema known = items;
        if (known == null) {
            known = SchemaResolver.resolve(root, node.path("items"));
            items = known;
        }
        return known;
    }

    /** The values allowed, null aside; empty where any is. */
    List<JsonNode> choices() {
        if (node.has("const")) {
            return List.of(node.get("const"));
        }
        List<JsonNode> choices = new ArrayList<>();
        node.path("enum").forEach(choice -> {
            if (!choice.isNull()) {
                choices.add(choice);
            }
        });
        return choices;
    }

    Optional<String> text(String keyword) {
        return Optional.ofNullable(node.get(keyword))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
    }

    int limit(String keyword, int otherwise) {
        return node.path(keyword).asInt(otherwise);
    }
}
