package dev.sluice.processor.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Turns a schema into what servers take as a strict response format: every property required, what was optional nullable
 * instead, nothing else allowed, and only the keywords that all of them know (OpenAI, "Structured Outputs", supported
 * schemas). Constraints that are lost so are checked on the answer, against the full schema.
 */
final class StrictSchema {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> KEPT = List.of("type", "description", "enum", "const", "$ref");

    private StrictSchema() {}

    static ObjectNode of(JsonNode schema) {
        ObjectNode strict = NODES.objectNode();
        KEPT.stream()
                .filter(schema::has)
                .forEach(keyword -> strict.set(keyword, schema.get(keyword).deepCopy()));
        if (schema.has("properties")) {
            addProperties(schema, strict);
        }
        if (schema.has("items")) {
            strict.set("items", of(schema.get("items")));
        }
        // Of the two, strict formats know anyOf only; the full schema tells afterwards if more than one fits.
        for (String keyword : List.of("anyOf", "oneOf")) {
            schema.path(keyword).forEach(branch -> strict.withArray("anyOf").add(of(branch)));
        }
        schema.path("$defs")
                .properties()
                .forEach(definition -> strict.withObject("/$defs").set(definition.getKey(), of(definition.getValue())));
        return strict;
    }

    private static void addProperties(JsonNode schema, ObjectNode strict) {
        Set<String> mandatory = new HashSet<>();
        schema.path("required").forEach(name -> mandatory.add(name.asText()));
        ObjectNode properties = NODES.objectNode();
        ArrayNode required = NODES.arrayNode();
        schema.get("properties").properties().forEach(property -> {
            ObjectNode value = of(property.getValue());
            properties.set(property.getKey(), mandatory.contains(property.getKey()) ? value : nullable(value));
            required.add(property.getKey());
        });
        strict.set("properties", properties);
        strict.set("required", required);
        strict.put("additionalProperties", false);
    }

    private static ObjectNode nullable(ObjectNode schema) {
        JsonNode type = schema.path("type");
        if (type.isMissingNode() || schema.has("const")) {
            ObjectNode either = NODES.objectNode();
            either.withArray("anyOf").add(schema).add(NODES.objectNode().put("type", "null"));
            return either;
        }
        ArrayNode types = NODES.arrayNode();
        if (type.isArray()) {
            types.addAll((ArrayNode) type);
        } else {
            types.add(type);
        }
        addOnce(types, NODES.textNode("null"));
        schema.set("type", types);
        if (schema.get("enum") instanceof ArrayNode values) {
            addOnce(values, NODES.nullNode());
        }
        return schema;
    }

    private static void addOnce(ArrayNode array, JsonNode value) {
        for (JsonNode element : array) {
            if (element.equals(value)) {
                return;
            }
        }
        array.add(value);
    }
}
