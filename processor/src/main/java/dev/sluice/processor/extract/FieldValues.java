package dev.sluice.processor.extract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;

/** Compares and completes the values that several parts of a document give for the same field. */
final class FieldValues {
    private FieldValues() {}

    /** Whether two values say the same: numbers by what they are worth, texts whatever the case and the white space. */
    static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        if (one.isTextual() && other.isTextual()) {
            return folded(one).equals(folded(other));
        }
        return one.equals(other);
    }

    /**
     * One value out of two that do not contradict each other: objects complete one another, lists are strung together
     * without repeating an element, anything else must be the same. Empty if they contradict each other.
     */
    static Optional<JsonNode> joined(JsonNode one, JsonNode other) {
        if (one.isNull() || one.isMissingNode()) {
            return Optional.of(other);
        }
        if (other.isNull() || other.isMissingNode()) {
            return Optional.of(one);
        }
        if (one instanceof ObjectNode first && other instanceof ObjectNode second) {
            return joinedObjects(first, second);
        }
        if (one instanceof ArrayNode first && other instanceof ArrayNode second) {
            return Optional.of(joinedLists(first, second));
        }
        return same(one, other) ? Optional.of(one) : Optional.empty();
    }

    /**
     * Where the value that a pointer means in one part's fields is in the merged ones; empty if it is not in them.
     *
     * @param pointer into {@code part}
     */
    static Optional<JsonPointer> find(JsonPointer pointer, JsonNode part, JsonNode merged) {
        if (pointer.matches()) {
            return joined(merged, part).filter(merged::equals).map(kept -> JsonPointer.empty());
        }
        JsonNode below =
                part.isArray() ? part.path(pointer.getMatchingIndex()) : part.path(pointer.getMatchingProperty());
        if (part.isArray() && merged.isArray()) {
            int index = indexOf(merged, below);
            return index < 0
                    ? Optional.empty()
                    : find(pointer.tail(), below, merged.get(index))
                            .map(JsonPointer.empty().appendIndex(index)::append);
        }
        String property = pointer.getMatchingProperty();
        return merged.has(property)
                ? find(pointer.tail(), below, merged.get(property))
                        .map(JsonPointer.empty().appendProperty(property)::append)
                : Optional.empty();
    }

    private static Optional<JsonNode> joinedObjects(ObjectNode one, ObjectNode other) {
        ObjectNode joined = one.deepCopy();
        for (var property : other.properties()) {
            Optional<JsonNode> value = joined(one.path(property.getKey()), property.getValue());
            if (value.isEmpty()) {
                return Optional.empty();
            }
            joined.set(property.getKey(), value.get());
        }
        return Optional.of(joined);
    }

    private static ArrayNode joinedLists(ArrayNode one, ArrayNode other) {
        ArrayNode joined = one.deepCopy();
        for (JsonNode element : other) {
            if (indexOf(joined, element) < 0) {
                joined.add(element);
            }
        }
        return joined;
    }

    private static int indexOf(JsonNode list, JsonNode element) {
        for (int i = 0; i < list.size(); i++) {
            if (same(list.get(i), element)) {
                return i;
            }
        }
        return -1;
    }

    private static String folded(JsonNode text) {
        return text.asText().strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
