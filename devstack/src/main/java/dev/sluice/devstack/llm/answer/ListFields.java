package dev.sluice.devstack.llm.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.devstack.llm.answer.ItemShape.Part;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds what lists ask for. */
final class ListFields {
    private static final Pattern SEPARATOR = Pattern.compile("\\s*[,;]\\s*");
    private static final int MOST = 40;
    private static final int MOST_ALTERNATIVES = 2;

    private final Document document;
    private final ScalarFields scalars;

    ListFields(Document document, ScalarFields scalars) {
        this.document = document;
        this.scalars = scalars;
    }

    /** Items that are plain values: all of the kind that the list's name asks for, or the labels that fit. */
    List<Found> values(Field list) {
        Schema items = list.schema().items();
        Field field = Field.of(list.name(), items);
        if (!items.choices().isEmpty()) {
            return scalars.ranked(field).stream()
                    .filter(label -> label.points() >= 1 && label.position() >= 0)
                    .map(label -> Found.of(
                            TextNode.valueOf(label.label()), document.quoteAt(label.position()), label.clarity()))
                    .toList();
        }
        boolean numeric = items.type().equals("number") || items.type().equals("integer");
        Kind kind = field.kind().orElse(numeric ? Kind.NUMBER : Kind.TOPIC);
        List<Hit> hits = document.hits(kind);
        if (hits.isEmpty() && kind == Kind.ORGANIZATION) {
            hits = document.hits(Kind.PERSON);
        }
        boolean unknown = field.kind().isEmpty() && !numeric;
        return unknown
                ? labelled(field)
                : distinct(hits).stream().map(hit -> found(hit, numeric)).toList();
    }

    private Found found(Hit hit, boolean numeric) {
        JsonNode value = numeric ? DecimalNode.valueOf(new BigDecimal(hit.value())) : TextNode.valueOf(hit.value());
        return Found.of(value, document.passage(hit), hit.clarity());
    }

    private List<Found> labelled(Field field) {
        List<Found> values = new ArrayList<>();
        LabelledLines.find(document, field).ifPresent(hit -> {
            SEPARATOR
                    .splitAsStream(hit.value())
                    .filter(part -> !part.isBlank())
                    .forEach(part -> values.add(Found.of(TextNode.valueOf(part), part, hit.clarity())));
        });
        return values;
    }

    /** Items of the form {type, value, quote, ...}: everything in the document that is of one of the types. */
    ArrayNode things(Schema item) {
        ArrayNode things = JsonNodeFactory.instance.arrayNode();
        ItemShape shape = new ItemShape(item);
        Field kinds = item.fields().get(shape.kindProperty().orElseThrow());
        if (kinds == null) {
            return things;
        }
        for (JsonNode choice : kinds.schema().choices()) {
            Kind.namedBy(Words.stems(choice.asText()))
                    .ifPresent(kind -> distinct(document.hits(kind)).forEach(hit -> {
                        Map<Part, JsonNode> values = new EnumMap<>(Part.class);
                        values.put(Part.KIND, choice);
                        values.put(Part.VALUE, TextNode.valueOf(hit.value()));
                        values.put(Part.UNIT, hit.unit() == null ? NullNode.instance : TextNode.valueOf(hit.unit()));
                        values.put(Part.QUOTE, TextNode.valueOf(document.passage(hit)));
                        values.put(Part.CONFIDENCE, AnswerBuilder.confidence(hit.clarity()));
                        things.add(shape.write(values));
                    }));
        }
        return things;
    }

    /** Items of the form {pointer, quote, ...} for values below {@code base}, to which the pointers are relative. */
    ArrayNode evidence(List<Evidence> known, String base, Schema list) {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        ItemShape shape = new ItemShape(list.items());
        for (Evidence evidence : known) {
            if (evidence.pointer().startsWith(base + "/")) {
                items.add(shape.write(Map.of(
                        Part.POINTER, TextNode.valueOf(evidence.pointer().substring(base.length())),
                        Part.QUOTE, TextNode.valueOf(evidence.quote()),
                        Part.CONFIDENCE, AnswerBuilder.confidence(evidence.clarity()))));
            }
        }
        return items;
    }

    /** The labels that also fit, next best first; their confidences and the chosen one's add up to 1 at most. */
    ArrayNode alternatives(Field label, JsonNode chosen, Schema list) {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        Schema item = list.items();
        List<Labels.Ranked> ranked = scalars.ranked(label);
        double left = 1 - ranked.getFirst().clarity();
        int most = Math.min(MOST_ALTERNATIVES, list.limit("maxItems", MOST_ALTERNATIVES));
        ranked.stream()
                .filter(other -> left * other.share() >= 0.01 && !other.label().equals(chosen.asText()))
                .limit(most)
                .forEach(other -> {
                    TextNode value = TextNode.valueOf(other.label());
                    double clarity = Math.floor(left * other.share() * 100) / 100;
                    items.add(
                            item.type().equals("object")
                                    ? new ItemShape(item)
                                            .write(Map.of(
                                                    Part.KIND, value,
                                                    Part.VALUE, value,
                                                    Part.CONFIDENCE, AnswerBuilder.confidence(clarity)))
                                    : value);
                });
        return items;
    }

    private static List<Hit> distinct(List<Hit> hits) {
        Set<String> seen = new HashSet<>();
        return hits.stream()
                .filter(hit -> seen.add(hit.value() + ' ' + hit.unit()))
                .limit(MOST)
                .toList();
    }
}
