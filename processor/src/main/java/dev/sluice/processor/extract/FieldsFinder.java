package dev.sluice.processor.extract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Fills a profile's fields from what the rules see in a document. One use. */
final class FieldsFinder {
    private static final int DEEPEST = 8;

    private final JsonNode root;
    private final FieldReader reader;
    private final Set<String> refused;
    private final List<Located> found = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    /** A value in its place. */
    record Located(String pointer, Finding finding) {}

    /**
     * The filled fields.
     *
     * @param fields conforming in shape, without what is missing
     * @param found what was claimed
     * @param missing the pointers of required fields that may not be null and were not found
     */
    record Result(ObjectNode fields, List<Located> found, List<String> missing) {
        Result {
            found = List.copyOf(found);
            missing = List.copyOf(missing);
        }
    }

    /**
     * Prepares the search.
     *
     * @param refused the pointers of values that were found before and break the schema; they are not claimed again
     */
    FieldsFinder(JsonNode schema, Facts facts, Set<String> refused) {
        root = schema;
        this.refused = Set.copyOf(refused);
        reader = new FieldReader(facts);
    }

    Result find() {
        ObjectNode fields = object(root, "", 0);
        return new Result(fields, found, missing);
    }

    private ObjectNode object(JsonNode schema, String pointer, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String name = property.getKey();
            String at = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
            FieldSpec field = FieldSpec.of(name, at, property.getValue(), root, required.contains(name));
            Optional<JsonNode> value = refused.contains(at) ? Optional.empty() : value(field, depth);
            value.ifPresentOrElse(present -> object.set(name, present), () -> leaveOut(field, object));
        }
        return object;
    }

    private void leaveOut(FieldSpec field, ObjectNode object) {
        if (field.isNullable()) {
            object.putNull(field.name());
        } else if (field.isRequired()) {
            missing.add(field.pointer());
        }
    }

    private Optional<JsonNode> value(FieldSpec field, int depth) {
        if (field.isA("object")) {
            return nested(field, depth);
        }
        if (field.isA("array")) {
            return list(field);
        }
        boolean mayBeLeftOut = field.isNullable() || !field.isRequired();
        Optional<Finding> best =
                reader.read(field).filter(finding -> !mayBeLeftOut || finding.confidence() >= Finding.FLOOR);
        best.ifPresent(finding -> found.add(new Located(field.pointer(), finding)));
        return best.map(Finding::value);
    }

    /** An object in the object. Where nothing of it was found and it may be absent, it is. */
    private Optional<JsonNode> nested(FieldSpec field, int depth) {
        boolean mayBeLeftOut = field.isNullable() || !field.isRequired();
        if (depth == DEEPEST) {
            return Optional.empty();
        }
        int foundBefore = found.size();
        int missingBefore = missing.size();
        ObjectNode object = object(field.schema(), field.pointer(), depth + 1);
        boolean isWanting = found.size() == foundBefore || missing.size() > missingBefore;
        if (mayBeLeftOut && isWanting) {
            found.subList(foundBefore, found.size()).clear();
            missing.subList(missingBefore, missing.size()).clear();
            return Optional.empty();
        }
        return Optional.of(object);
    }

    private Optional<JsonNode> list(FieldSpec field) {
        List<Finding> all = reader.readAll(field, field.items(root));
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        Set<JsonNode> distinct = new HashSet<>();
        int most = field.schema().path("maxItems").asInt(20);
        for (Finding finding : all) {
            if (list.size() < most && distinct.add(finding.value())) {
                found.add(new Located(field.pointer() + "/" + list.size(), finding));
                list.add(finding.value());
            }
        }
        boolean isTooShort = list.size() < field.schema().path("minItems").asInt(0);
        if (list.isEmpty() && (field.isNullable() || isTooShort)) {
            return Optional.empty();
        }
        return Optional.of(list);
    }
}
