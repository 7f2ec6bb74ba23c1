package dev.sluice.devstack.llm.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.devstack.llm.answer.ItemShape.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Walks a schema and fills it from one document. For one answer. */
final class AnswerBuilder {
    private static final int DEEPEST = 12;
    /** How sure an answer is that found nothing at all: there may be nothing, or it was not seen. */
    private static final double NOTHING_FOUND = 0.6;

    private final Document document;
    private final ScalarFields scalars;
    private final ListFields lists;
    private final List<Evidence> evidence = new ArrayList<>();
    private final List<Double> clarities = new ArrayList<>();

    AnswerBuilder(Document document, String instructions, LabelBook labels) {
        this.document = document;
        this.scalars = new ScalarFields(document, instructions, labels);
        this.lists = new ListFields(document, scalars);
    }

    /** The value at a pointer; empty where the document says nothing of it. */
    Optional<JsonNode> value(Field field, String pointer) {
        return switch (field.schema().type()) {
            case "object" -> object(field.schema(), pointer);
            case "array" -> {
                JsonNode list = array(field, pointer);
                yield list.isEmpty() && field.schema().nullable() ? Optional.empty() : Optional.of(list);
            }
            default -> scalars.find(field).map(found -> note(found, pointer));
        };
    }

    private JsonNode note(Found found, String pointer) {
        clarities.add(found.clarity());
        found.quote().ifPresent(quote -> evidence.add(new Evidence(pointer, quote, found.clarity())));
        return found.value();
    }

    /** What is said about other values, such as their evidence, waits until those are known. */
    private Optional<JsonNode> object(Schema schema, String pointer) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        int firstEvidence = evidence.size();
        int firstClarity = clarities.size();
        if (pointer.chars().filter(c -> c == '/').count() > DEEPEST) {
            return Optional.empty();
        }
        Map<String, Field> properties = schema.fields();
        properties.forEach((name, property) -> {
            if (waits(name, property)) {
                answer.putNull(name);
            } else {
                put(answer, schema, name, property, value(property, pointer + "/" + escape(name)));
            }
        });
        List<Evidence> own = evidence.subList(firstEvidence, evidence.size());
        double clarity = mean(clarities.subList(firstClarity, clarities.size()));
        properties.forEach((name, property) -> {
            if (waits(name, property)) {
                answer.set(name, said(name, property, properties, answer, own, pointer, clarity));
            }
        });
        return schema.nullable() && clarities.size() == firstClarity ? Optional.empty() : Optional.of(answer);
    }

    private void put(ObjectNode answer, Schema object, String name, Field property, Optional<JsonNode> value) {
        if (value.isPresent()) {
            answer.set(name, value.get());
        } else if (property.schema().nullable()) {
            answer.putNull(name);
        } else if (object.requires(name)) {
            answer.set(name, note(ScalarFields.invented(property.schema()), ""));
        }
    }

    private static boolean waits(String name, Field field) {
        Schema property = field.schema();
        return isRationale(name)
                || isConfidence(name, property)
                || isAlternatives(name, property)
                || (property.type().equals("array") && new ItemShape(property.items()).has("pointer", "quote"));
    }

    private static boolean isRationale(String name) {
        return List.of("rationale", "reason", "reasoning", "explanation", "justification")
                .contains(name);
    }

    private static boolean isConfidence(String name, Schema property) {
        return property.type().equals("number")
                && Part.of(name, property).filter(Part.CONFIDENCE::equals).isPresent();
    }

    private static boolean isAlternatives(String name, Schema property) {
        return property.type().equals("array") && name.contains("alternative");
    }

    private JsonNode said(
            String name,
            Field field,
            Map<String, Field> properties,
            ObjectNode answer,
            List<Evidence> own,
            String pointer,
            double clarity) {
        Schema property = field.schema();
        if (isConfidence(name, property)) {
            return confidence(clarity);
        }
        Optional<Field> label = properties.values().stream()
                .filter(other -> other.schema().choices().size() > 1)
                .findFirst();
        if (isRationale(name)) {
            return TextNode.valueOf(
                    rationale(label.map(chosen -> answer.path(chosen.name()).asText()), own));
        }
        if (isAlternatives(name, property)) {
            return label.map(chosen -> lists.alternatives(chosen, answer.path(chosen.name()), property))
                    .orElseGet(JsonNodeFactory.instance::arrayNode);
        }
        String base = properties.containsKey("fields") ? pointer + "/fields" : pointer;
        return lists.evidence(own, base, property);
    }

    private String rationale(Optional<String> label, List<Evidence> own) {
        if (own.isEmpty()) {
            return "Nothing in the document speaks for another choice.";
        }
        String quote = Summarizer.cut(Summarizer.plain(own.getFirst().quote()), 160);
        return "The document says \"" + quote + "\""
                + label.map(chosen -> ", which fits " + chosen).orElse("") + ".";
    }

    private ArrayNode array(Field field, String pointer) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        Schema items = field.schema().items();
        if (!items.type().equals("object")) {
            lists.values(field).forEach(found -> array.add(note(found, pointer + "/" + array.size())));
        } else if (new ItemShape(items).kindProperty().isPresent()) {
            array.addAll(lists.things(items));
        } else {
            TableRow.of(document, items)
                    .forEach(row -> array.add(JsonNodeFactory.instance
                            .objectNode()
                            .setAll(row.cells(
                                    (name, found) -> note(found, pointer + "/" + array.size() + "/" + escape(name))))));
        }
        while (array.size() > field.schema().limit("maxItems", Integer.MAX_VALUE)) {
            array.remove(array.size() - 1);
        }
        return array;
    }

    static DoubleNode confidence(double clarity) {
        return DoubleNode.valueOf(Math.round(clarity * 100) / 100.0);
    }

    private static double mean(List<Double> clarities) {
        return clarities.stream().mapToDouble(Double::doubleValue).average().orElse(NOTHING_FOUND);
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
