package dev.sluice.devstack.llm.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** Writes items of lists whose shape tells what they are: found things, evidence, alternatives. */
final class ItemShape {
    private final Schema item;

    ItemShape(Schema item) {
        this.item = item;
    }

    boolean has(String... names) {
        for (String name : names) {
            if (!item.fields().containsKey(name)) {
                return false;
            }
        }
        return true;
    }

    /** The property that says which kind of thing an item is, if its choices are kinds of things. */
    Optional<String> kindProperty() {
        return item.fields().values().stream()
                .filter(property -> property.schema().choices().stream()
                        .anyMatch(choice ->
                                Kind.namedBy(Words.stems(choice.asText())).isPresent()))
                .map(Field::name)
                .findFirst()
                .filter(property -> item.fields().size() > 1);
    }

    /** An item with these values at the properties that ask for them; what none of them answers is null or left out. */
    ObjectNode write(Map<Part, JsonNode> values) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        item.fields().forEach((name, field) -> {
            Schema schema = field.schema();
            JsonNode value = Part.of(name, schema).map(values::get).orElse(null);
            if (value != null) {
                written.set(name, value);
            } else if (schema.nullable()) {
                written.putNull(name);
            } else if (item.requires(name)) {
                written.set(name, ScalarFields.invented(schema).value());
            }
        });
        return written;
    }

    /** What a property of an item holds. */
    enum Part {
        KIND,
        VALUE,
        UNIT,
        POINTER,
        QUOTE,
        CONFIDENCE;

        static Optional<Part> of(String name, Schema schema) {
            return switch (name) {
                case "unit", "currency" -> Optional.of(UNIT);
                case "quote", "evidence", "source", "snippet", "excerpt" -> Optional.of(QUOTE);
                case "confidence", "score", "probability", "certainty" -> Optional.of(CONFIDENCE);
                case "pointer", "path", "field" -> Optional.of(POINTER);
                case "value", "name", "text", "mention" -> Optional.of(VALUE);
                default -> schema.choices().isEmpty() ? Optional.empty() : Optional.of(KIND);
            };
        }
    }
}
