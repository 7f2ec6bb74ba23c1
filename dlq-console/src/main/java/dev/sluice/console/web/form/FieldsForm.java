package dev.sluice.console.web.form;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes the form for a schema, filled with values. Immutable; thread-safe. */
public final class FieldsForm {
    /** Deeper schemas, such as recursive ones, are edited as JSON from there on. */
    static final int DEEPEST = 6;

    private final JsonNode schema;

    /**
     * @param schema the profile's JSON Schema
     */
    public FieldsForm(JsonNode schema) {
        this.schema = schema;
    }

    /**
     * The form with these values in it.
     *
     * @param at where the values are in the results
     */
    public FormNode filled(JsonPointer at, JsonNode values) {
        return node(schema, at, "Fields", values, DEEPEST);
    }

    private FormNode node(JsonNode part, JsonPointer at, String label, JsonNode value, int left) {
        Shape shape = Shape.of(schema, part);
        // A value of another type than the schema's would be lost in the input for that type.
        boolean fits = value.isMissingNode() || value.isNull() || fits(shape.type(), value);
        if (left == 0 || !fits) {
            return input(shape, at, label, FormNode.Kind.JSON, FieldText.of(value), List.of());
        }
        return switch (shape.type()) {
            case OBJECT -> group(shape, at, label, value, left);
            case ARRAY -> rows(shape, at, label, value, left);
            case STRING -> input(shape, at, label, textKind(shape, value), FieldText.of(value), List.of());
            case NUMBER, INTEGER -> input(shape, at, label, FormNode.Kind.NUMBER, FieldText.of(value), List.of());
            case BOOLEAN ->
                input(
                        shape,
                        at,
                        label,
                        FormNode.Kind.CHOICE,
                        FieldText.of(value),
                        choices(
                                List.of(new FormNode.Choice("true", "yes"), new FormNode.Choice("false", "no")),
                                value));
            case CHOICE ->
                input(shape, at, label, FormNode.Kind.CHOICE, FieldText.of(value), choices(offered(shape), value));
            case ANYTHING -> input(shape, at, label, FormNode.Kind.JSON, FieldText.of(value), List.of());
        };
    }

    private FormNode group(Shape shape, JsonPointer at, String label, JsonNode value, int left) {
        List<FormNode> parts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property :
                shape.schema().path("properties").properties()) {
            parts.add(node(
                    property.getValue(),
                    at.appendProperty(property.getKey()),
                    spoken(property.getKey()),
                    value.path(property.getKey()),
                    left - 1));
        }
        return new FormNode.Group(at.toString(), label, shape.hint(), parts);
    }

    private FormNode rows(Shape shape, JsonPointer at, String label, JsonNode value, int left) {
        JsonNode items = shape.schema().path("items");
        List<FormNode> rows = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            rows.add(node(items, at.appendIndex(i), label + " " + (i + 1), value.get(i), left - 1));
        }
        FormNode blank =
                node(items, at.appendProperty(FormNode.Rows.ROW), label + ", new", MissingNode.getInstance(), left - 1);
        return new FormNode.Rows(at.toString(), label, shape.hint(), rows, blank);
    }

    private static FormNode.Input input(
            Shape shape,
            JsonPointer at,
            String label,
            FormNode.Kind kind,
            String value,
            List<FormNode.Choice> choices) {
        return new FormNode.Input(at.toString(), label, shape.hint(), kind, value, shape.nullable(), choices);
    }

    /** A date picker shows nothing where the text is no date, so such a text is shown as text. */
    private static FormNode.Kind textKind(Shape shape, JsonNode value) {
        boolean isDate = shape.schema().path("format").asText().equals("date");
        boolean canShow = !value.isTextual() || value.asText().isEmpty() || FieldText.isDate(value.asText());
        return isDate && canShow ? FormNode.Kind.DATE : FormNode.Kind.TEXT;
    }

    private static List<FormNode.Choice> offered(Shape shape) {
        List<FormNode.Choice> choices = new ArrayList<>();
        shape.schema().path("enum").forEach(each -> {
            if (!each.isNull()) {
                choices.add(new FormNode.Choice(FieldText.of(each), spoken(FieldText.of(each))));
            }
        });
        return choices;
    }

    /** With the empty one, and with the present value even if it is none that the schema knows. */
    private static List<FormNode.Choice> choices(List<FormNode.Choice> offered, JsonNode value) {
        List<FormNode.Choice> choices = new ArrayList<>();
        choices.add(new FormNode.Choice("", "—"));
        choices.addAll(offered);
        String text = FieldText.of(value);
        if (choices.stream().noneMatch(choice -> choice.value().equals(text))) {
            choices.add(new FormNode.Choice(text, text + " (not allowed)"));
        }
        return choices;
    }

    private static boolean fits(Shape.Type type, JsonNode value) {
        return switch (type) {
            case OBJECT -> value.isObject();
            case ARRAY -> value.isArray();
            case STRING, NUMBER, INTEGER, BOOLEAN, CHOICE -> value.isValueNode();
            case ANYTHING -> true;
        };
    }

    /** {@code due_date} as {@code Due date}. */
    static String spoken(String name) {
        String words = name.replace('_', ' ').replace('-', ' ').strip();
        return words.isEmpty() ? name : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
