package dev.sluice.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/**
 * The part of JSON Schema that fields can be described in: what a model's response format can express, and constraints on
 * top that are checked afterwards. A keyword outside it is most often a misspelling that would silently check nothing.
 */
final class SchemaSubset {
    private static final Set<String> ANNOTATIONS =
            Set.of("$schema", "$comment", "title", "description", "default", "examples", "deprecated");
    private static final Set<String> STRUCTURE = Set.of(
            "$defs",
            "$ref",
            "type",
            "enum",
            "const",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "anyOf",
            "oneOf");
    private static final Set<String> CONSTRAINTS = Set.of(
            "minItems",
            "maxItems",
            "uniqueItems",
            "pattern",
            "format",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "dependentRequired");
    private static final Set<String> CHECKED_AFTERWARDS = Set.of("allOf", "not", "if", "then", "else");
    private static final Set<String> FORMATS = Set.of(
            "date",
            "date-time",
            "time",
            "duration",
            "email",
            "idn-email",
            "hostname",
            "ipv4",
            "ipv6",
            "uri",
            "uri-reference",
            "iri",
            "uuid",
            "json-pointer");
    private static final List<String> SHAPES = List.of("type", "enum", "const", "anyOf", "oneOf", "$ref");

    private final Report report;

    SchemaSubset(Report report) {
        this.report = report;
    }

    /** Takes a mistake and its place in the schema. */
    @FunctionalInterface
    interface Report {
        void add(JsonPointer at, String mistake, String remedy);
    }

    /** Checks a schema that conforms to the meta-schema. */
    void check(JsonNode root) {
        checkAsked(root, root, JsonPointer.empty());
    }

    /** Checks a schema whose values a model is asked for. */
    private void checkAsked(JsonNode root, JsonNode schema, JsonPointer at) {
        if (!schema.isObject() || SHAPES.stream().noneMatch(schema::has)) {
            report.add(at, name(at) + " does not say what its value is", "Give it a type, an enum or a $ref");
            return;
        }
        checkKeywords(root, schema, at);
        if (allows(schema, "object") && !schema.has("properties")) {
            report.add(
                    at,
                    name(at) + " is an object without properties, which models cannot be asked for",
                    "List its properties, or make it an array of objects with a name and a value");
        }
        if (allows(schema, "array") && !schema.has("items")) {
            report.add(at, name(at) + " is an array without items", "Say with items what its elements are");
        }
        if (schema.path("additionalProperties").isObject()
                || schema.path("additionalProperties").asBoolean()) {
            JsonPointer place = at.appendProperty("additionalProperties");
            report.add(place, name(place) + " allows properties that models cannot be asked for", "Set it to false");
        }
        for (JsonNode required : schema.path("required")) {
            if (!schema.path("properties").has(required.asText())) {
                JsonPointer place = at.appendProperty("required");
                report.add(
                        place,
                        name(place) + " names " + required.asText() + ", which is not among the properties",
                        "Correct the name or add the property");
            }
        }
        for (String keyword : List.of("properties", "$defs")) {
            schema.path(keyword)
                    .properties()
                    .forEach(child -> checkAsked(
                            root, child.getValue(), at.appendProperty(keyword).appendProperty(child.getKey())));
        }
        for (String keyword : List.of("anyOf", "oneOf")) {
            for (int i = 0; i < schema.path(keyword).size(); i++) {
                checkAsked(
                        root,
                        schema.path(keyword).get(i),
                        at.appendProperty(keyword).appendIndex(i));
            }
        }
        if (schema.has("items")) {
            checkAsked(root, schema.path("items"), at.appendProperty("items"));
        }
    }

    private void checkKeywords(JsonNode root, JsonNode schema, JsonPointer at) {
        schema.fieldNames().forEachRemaining(keyword -> {
            if (!known(keyword)) {
                JsonPointer place = at.appendProperty(keyword);
                report.add(
                        place,
                        name(place) + " is no keyword that fields can use",
                        "Correct or remove it; names that begin with x- are free");
            }
        });
        String reference = schema.path("$ref").asText();
        if (schema.has("$ref")
                && (!reference.startsWith("#/$defs/")
                        || root.at(reference.substring(1)).isMissingNode())) {
            JsonPointer place = at.appendProperty("$ref");
            report.add(place, name(place) + " leads nowhere: " + reference, "Refer to #/$defs/NAME in this file");
        }
        if (schema.has("format") && !FORMATS.contains(schema.path("format").asText())) {
            JsonPointer place = at.appendProperty("format");
            report.add(
                    place,
                    name(place) + " is no known format",
                    "Use one of " + String.join(", ", FORMATS.stream().sorted().toList()));
        }
    }

    private static boolean known(String keyword) {
        return ANNOTATIONS.contains(keyword)
                || STRUCTURE.contains(keyword)
                || CONSTRAINTS.contains(keyword)
                || CHECKED_AFTERWARDS.contains(keyword)
                || keyword.startsWith("x-");
    }

    private static boolean allows(JsonNode schema, String type) {
        JsonNode types = schema.path("type");
        if (types.isTextual()) {
            return types.asText().equals(type);
        }
        for (JsonNode each : types) {
            if (each.asText().equals(type)) {
                return true;
            }
        }
        return false;
    }

    private static String name(JsonPointer at) {
        return at.matches() ? "the schema" : at.toString();
    }
}
