package dev.sluice.validate;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A value in a profile's fields for which the document must be quoted: every text and number, except a choice out of the
 * list that its schema gives.
 *
 * @param pointer into the fields
 * @param stated whether the quote must also say the value. It need not where the value is concluded from what is quoted:
 *     where its schema says {@code "x-inferred": true}, for a rating (a number with a {@code minimum} and a
 *     {@code maximum} at most {@value #WIDEST_RATING} apart, unless it says {@code "x-inferred": false}), and for times
 *     and durations, which are rewritten
 */
public record RequiredEvidence(JsonPointer pointer, JsonNode value, boolean stated) {
    static final int WIDEST_RATING = 10;

    /** Deeper than any sensible schema: ends references that go round in a circle. */
    private static final int DEEPEST_REFERENCE = 20;

    private static final String INFERRED = "x-inferred";
    private static final Set<String> REWRITTEN = Set.of("time", "duration");

    /** The values of fields, in their order. */
    public static List<RequiredEvidence> of(JsonNode fields, JsonNode schema) {
        Walk walk = new Walk(schema);
        walk.visit(JsonPointer.empty(), fields, List.of(schema));
        return walk.found;
    }

    /** Whether one of the quotes says the value; true if it need not be said. */
    public boolean isSaidBy(List<String> quotes) {
        return !stated || quotes.stream().anyMatch(quote -> StatedValue.agrees(value, quote));
    }

    /** A run over one answer's fields. */
    private static final class Walk {
        private final JsonNode root;
        private final List<RequiredEvidence> found = new ArrayList<>();

        Walk(JsonNode root) {
            this.root = root;
        }

        void visit(JsonPointer at, JsonNode value, List<JsonNode> schemas) {
            List<JsonNode> shapes =
                    schemas.stream().flatMap(schema -> shapes(schema, 0)).toList();
            if (value.isObject()) {
                value.properties()
                        .forEach(property -> visit(
                                at.appendProperty(property.getKey()),
                                property.getValue(),
                                shapes.stream()
                                        .map(shape -> shape.path("properties").path(property.getKey()))
                                        .toList()));
            } else if (value.isArray()) {
                List<JsonNode> items =
                        shapes.stream().map(shape -> shape.path("items")).toList();
                for (int i = 0; i < value.size(); i++) {
                    visit(at.appendIndex(i), value.get(i), items);
                }
            } else if ((value.isTextual() || value.isNumber())
                    && shapes.stream().noneMatch(Walk::isChoice)) {
                found.add(new RequiredEvidence(at, value, shapes.stream().noneMatch(Walk::isInferred)));
            }
        }

        /** The schema with its references followed, and each of its alternatives. */
        private Stream<JsonNode> shapes(JsonNode schema, int depth) {
            if (depth > DEEPEST_REFERENCE) {
                return Stream.empty();
            }
            String reference = schema.path("$ref").asText();
            Stream<JsonNode> target = reference.startsWith("#/")
                    // What stands beside a reference, such as x-inferred, counts too.
                    ? Stream.concat(Stream.of(schema), shapes(root.at(reference.substring(1)), depth + 1))
                    : Stream.of(schema);
            Stream<JsonNode> branches = Stream.of("anyOf", "oneOf")
                    .flatMap(keyword -> schema.path(keyword).valueStream())
                    .flatMap(branch -> shapes(branch, depth + 1));
            return Stream.concat(target, branches);
        }

        private static boolean isChoice(JsonNode schema) {
            return schema.has("enum") || schema.has("const");
        }

        private static boolean isInferred(JsonNode schema) {
            if (schema.has(INFERRED)) {
                return schema.path(INFERRED).asBoolean();
            }
            boolean isRating = schema.has("minimum")
                    && schema.has("maximum")
                    && schema.path("maximum").asDouble()
                                    - schema.path("minimum").asDouble()
                            <= WIDEST_RATING;
            return isRating || REWRITTEN.contains(schema.path("format").asText());
        }
    }
}
