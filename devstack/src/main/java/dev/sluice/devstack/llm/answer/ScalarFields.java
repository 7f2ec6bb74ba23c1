package dev.sluice.devstack.llm.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the values of fields that are neither objects nor lists. */
final class ScalarFields {
    private static final Set<String> NEGATIONS = Set.of("not", "no", "never", "without", "cannot", "t");

    private final Document document;
    private final String instructions;
    private final LabelBook labels;

    ScalarFields(Document document, String instructions, LabelBook labels) {
        this.document = document;
        this.instructions = instructions;
        this.labels = labels;
    }

    /** The field's value as the document has it; empty where the document says nothing of it. */
    Optional<Found> find(Field field) {
        List<JsonNode> choices = field.schema().choices();
        if (choices.size() == 1 && field.schema().node().has("const")) {
            return Optional.of(Found.unsupported(choices.getFirst(), 0.95));
        }
        if (!choices.isEmpty()) {
            return choose(field, choices);
        }
        return switch (field.schema().type()) {
            case "integer", "number" -> number(field);
            case "boolean" -> bool(field);
            default -> string(field);
        };
    }

    /** The labels of a field, with what the instructions and its own description say about each. */
    List<Labels.Ranked> ranked(Field field) {
        List<String> names =
                field.schema().choices().stream().map(JsonNode::asText).toList();
        String description = field.schema().text("description").orElse("");
        return labels.about(names, instructions + '\n' + description).rank(document);
    }

    private Optional<Found> choose(Field field, List<JsonNode> choices) {
        Labels.Ranked best = ranked(field).getFirst();
        if (best.points() <= 0 && field.schema().nullable()) {
            return Optional.empty();
        }
        JsonNode value = choices.stream()
                .filter(choice -> choice.asText().equals(best.label()))
                .findFirst()
                .orElse(choices.getFirst());
        return Optional.of(
                best.position() < 0
                        ? Found.unsupported(value, best.clarity())
                        : Found.of(value, document.quoteAt(best.position()), best.clarity()));
    }

    private Optional<Found> number(Field field) {
        List<Hit> candidates = new ArrayList<>(document.hits(Kind.AMOUNT));
        if (field.kind().filter(kind -> kind == Kind.AMOUNT).isEmpty()) {
            candidates.addAll(document.hits(Kind.NUMBER));
        }
        JsonNode schema = field.schema().node();
        candidates.removeIf(hit -> {
            BigDecimal value = new BigDecimal(hit.value());
            return (schema.has("minimum")
                            && value.compareTo(schema.get("minimum").decimalValue()) < 0)
                    || (schema.has("maximum")
                            && value.compareTo(schema.get("maximum").decimalValue()) > 0)
                    || (field.schema().type().equals("integer")
                            && value.stripTrailingZeros().scale() > 0);
        });
        return new Chooser(document, field).best(candidates).map(hit -> {
            BigDecimal value = new BigDecimal(hit.value());
            JsonNode number = field.schema().type().equals("integer")
                    ? JsonNodeFactory.instance.numberNode(value.toBigInteger())
                    : DecimalNode.valueOf(value);
            return Found.of(number, document.passage(hit), hit.clarity());
        });
    }

    private Optional<Found> bool(Field field) {
        Set<String> stems = new HashSet<>(field.nameStems());
        for (Span sentence : document.sentences()) {
            String text = sentence.in(document.text());
            if (!stems.isEmpty() && Words.stems(text).containsAll(stems)) {
                boolean negated = Arrays.stream(
                                text.toLowerCase(java.util.Locale.ROOT).split("[^\\p{L}]+"))
                        .anyMatch(NEGATIONS::contains);
                return Optional.of(Found.of(BooleanNode.valueOf(!negated), document.quoteAt(sentence.start()), 0.88));
            }
        }
        return Optional.empty();
    }

    private Optional<Found> string(Field field) {
        if (field.isNamed("summary", "abstract", "overview", "synopsis", "gist")) {
            return Optional.of(Summarizer.summarize(document, field.schema().limit("maxLength", Integer.MAX_VALUE)));
        }
        if (field.isNamed("title", "subject", "headline")) {
            return title(field);
        }
        return ofItsKind(field).or(() -> labelled(field)).map(hit -> {
            String unit = hit.unit() == null
                            || field.kind()
                                    .filter(kind -> kind == Kind.CURRENCY)
                                    .isEmpty()
                    ? hit.value()
                    : hit.unit();
            return Found.of(TextNode.valueOf(unit), document.passage(hit), hit.clarity());
        });
    }

    private Optional<Found> title(Field field) {
        return LabelledLines.find(document, field)
                .map(hit -> Found.of(TextNode.valueOf(hit.value()), hit.value(), hit.clarity()))
                .or(() -> document.sentences().stream()
                        .findFirst()
                        .map(first -> document.quoteAt(first.start()))
                        .map(line -> Found.of(TextNode.valueOf(Summarizer.plain(line)), line, 0.82)));
    }

    private Optional<Hit> ofItsKind(Field field) {
        Optional<Pattern> pattern = field.pattern();
        List<Hit> hits = field.kind().map(document::hits).orElse(List.of());
        if (pattern.isPresent()) {
            hits = hits.stream()
                    .filter(hit -> pattern.get().matcher(hit.value()).find())
                    .toList();
            if (hits.isEmpty()) {
                hits = matching(pattern.get());
            }
        }
        return new Chooser(document, field).best(hits);
    }

    /** The passages that a pattern meant for a whole value finds in the text. */
    private List<Hit> matching(Pattern whole) {
        String inner = whole.pattern().replaceAll("^\\^|\\$$", "");
        if (inner.isEmpty()) {
            return List.of();
        }
        Pattern anywhere = Pattern.compile("(?<![\\p{L}\\d.-])(?:" + inner + ")(?![\\p{L}\\d-])");
        return ContactFinder.all(Kind.IDENTIFIER, anywhere, document.text(), 0.95).stream()
                .filter(hit ->
                        !hit.value().isBlank() && whole.matcher(hit.value()).find())
                .toList();
    }

    private Optional<Hit> labelled(Field field) {
        Optional<Pattern> pattern = field.pattern();
        return field.schema().text("format").isPresent()
                ? Optional.empty()
                : LabelledLines.find(document, field)
                        .filter(hit -> field.kind().isEmpty()
                                || field.kind().get() == Kind.PERSON
                                || field.kind().get() == Kind.ORGANIZATION
                                || field.kind().get() == Kind.PLACE)
                        .filter(hit -> pattern.isEmpty()
                                || pattern.get().matcher(hit.value()).find());
    }

    /** What is given where there must be a value and the document has none. */
    static Found invented(Schema schema) {
        JsonNode least = schema.node().path("minimum");
        JsonNode value = switch (schema.type()) {
            case "integer" -> IntNode.valueOf((int) Math.ceil(least.asDouble(0)));
            case "number" -> least.isNumber() ? least : IntNode.valueOf(0);
            case "boolean" -> BooleanNode.FALSE;
            default ->
                TextNode.valueOf(
                        switch (schema.text("format").orElse("")) {
                            case "email" -> "unknown@example.invalid";
                            case "date" -> "1970-01-01";
                            case "date-time" -> "1970-01-01T00:00:00Z";
                            case "uri" -> "about:blank";
                            default -> "unknown";
                        });
        };
        return Found.unsupported(value, 0.3);
    }
}
