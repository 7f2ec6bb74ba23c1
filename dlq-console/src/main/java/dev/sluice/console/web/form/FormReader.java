package dev.sluice.console.web.form;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.validate.StrictJson;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads what a form sent back into JSON. An input that shows what the value was before leaves it as it was, to the last
 * zero. A text that is no number stays a text, so that the schema objects to it where it stands. Not thread-safe: for one
 * form.
 */
public final class FormReader {
    /** Higher row numbers do not count, nor do more rows than this. */
    private static final int MOST_ROWS = 2_000;

    private static final int LONGEST_NUMBER = 100;

    private final JsonNode schema;
    private final Map<String, String> sent;
    private final JsonNodeFactory json = JsonNodeFactory.instance;

    /**
     * @param schema the profile's JSON Schema
     * @param sent the form's values, by pointer
     */
    public FormReader(JsonNode schema, Map<String, String> sent) {
        this.schema = schema;
        this.sent = Map.copyOf(sent);
    }

    /**
     * The values.
     *
     * @param at where they are in the results
     * @param before as the form showed them; a missing node if there were none
     */
    public JsonNode read(JsonPointer at, JsonNode before) {
        return value(schema, at, before, FieldsForm.DEEPEST);
    }

    private JsonNode value(JsonNode part, JsonPointer at, JsonNode before, int left) {
        Shape shape = Shape.of(schema, part);
        String text = sent.get(at.toString());
        if (text != null) {
            return single(shape, text.replace("\r\n", "\n"), before);
        }
        return switch (shape.type()) {
            case OBJECT -> left == 0 ? before : object(shape, at, before, left);
            case ARRAY -> left == 0 ? before : array(shape, at, before, left);
            case STRING, NUMBER, INTEGER, BOOLEAN, CHOICE, ANYTHING -> before;
        };
    }

    private JsonNode object(Shape shape, JsonPointer at, JsonNode before, int left) {
        ObjectNode object = json.objectNode();
        for (Map.Entry<String, JsonNode> property :
                shape.schema().path("properties").properties()) {
            JsonNode value = value(
                    property.getValue(),
                    at.appendProperty(property.getKey()),
                    before.path(property.getKey()),
                    left - 1);
            if (!value.isMissingNode()) {
                object.set(property.getKey(), value);
            }
        }
        // What the schema does not know stays, so that the check objects to it rather than it being lost silently.
        before.properties().forEach(known -> {
            if (!shape.schema().path("properties").has(known.getKey())) {
                object.set(known.getKey(), known.getValue());
            }
        });
        return shape.nullable() && isBlank(object) && !before.isObject() ? nothing(shape, before) : object;
    }

    private JsonNode array(Shape shape, JsonPointer at, JsonNode before, int left) {
        ArrayNode array = json.arrayNode();
        for (int row : rows(at.toString() + "/")) {
            JsonNode value = value(shape.schema().path("items"), at.appendIndex(row), before.path(row), left - 1);
            if (!isBlank(value)) {
                array.add(value);
            }
        }
        if (array.isEmpty()) {
            boolean wasEmpty = before.isArray() && before.isEmpty();
            return shape.nullable() && !wasEmpty ? nothing(shape, before) : array;
        }
        return array;
    }

    private Set<Integer> rows(String prefix) {
        Set<Integer> rows = new TreeSet<>();
        for (String name : sent.keySet()) {
            if (name.startsWith(prefix) && rows.size() < MOST_ROWS) {
                int end = name.indexOf('/', prefix.length());
                String number = name.substring(prefix.length(), end < 0 ? name.length() : end);
                if (!number.isEmpty() && number.length() <= 6 && number.chars().allMatch(Character::isDigit)) {
                    rows.add(Integer.valueOf(number));
                }
            }
        }
        return rows;
    }

    private JsonNode single(Shape shape, String text, JsonNode before) {
        if (text.equals(FieldText.of(before).replace("\r\n", "\n")) && !before.isMissingNode()) {
            return before;
        }
        return switch (shape.type()) {
            case STRING -> text.isBlank() && shape.nullable() ? NullNode.getInstance() : TextNode.valueOf(text);
            case NUMBER, INTEGER -> text.isBlank() ? nothing(shape, before) : number(text.strip());
            case BOOLEAN -> text.isBlank() ? nothing(shape, before) : truth(text);
            case CHOICE -> choice(shape, text, before);
            case OBJECT, ARRAY, ANYTHING -> text.isBlank() ? nothing(shape, before) : parsed(text);
        };
    }

    private static JsonNode choice(Shape shape, String text, JsonNode before) {
        for (JsonNode offered : shape.schema().path("enum")) {
            if (!offered.isNull() && FieldText.of(offered).equals(text)) {
                return offered;
            }
        }
        return text.isEmpty() ? nothing(shape, before) : TextNode.valueOf(text);
    }

    /** No value: null, unless there was none before and none is allowed, where the schema says what is missing. */
    private static JsonNode nothing(Shape shape, JsonNode before) {
        return shape.nullable() || !before.isMissingNode() ? NullNode.getInstance() : MissingNode.getInstance();
    }

    private JsonNode number(String text) {
        try {
            return text.length() > LONGEST_NUMBER ? TextNode.valueOf(text) : DecimalNode.valueOf(exact(text));
        } catch (NumberFormatException e) {
            return TextNode.valueOf(text);
        }
    }

    /** Written out, as an exponent could stand for more digits than there is memory. */
    private static BigDecimal exact(String text) {
        if (text.chars().anyMatch(c -> c == 'e' || c == 'E')) {
            throw new NumberFormatException("with an exponent");
        }
        return new BigDecimal(text);
    }

    private JsonNode truth(String text) {
        return switch (text) {
            case "true" -> json.booleanNode(true);
            case "false" -> json.booleanNode(false);
            default -> TextNode.valueOf(text);
        };
    }

    private static JsonNode parsed(String text) {
        try {
            return StrictJson.read(text);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text);
        }
    }

    private static boolean isBlank(JsonNode value) {
        if (value.isObject() || value.isArray()) {
            for (JsonNode part : value) {
                if (!isBlank(part)) {
                    return false;
                }
            }
            return true;
        }
        return value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.asText().isBlank());
    }
}
