package dev.sluice.quickstart.tail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.quickstart.tail.Outcome.DeadLettered;
import dev.sluice.quickstart.tail.Outcome.Enriched;
import dev.sluice.quickstart.tail.Outcome.Unreadable;
import dev.sluice.quickstart.terminal.Style;
import dev.sluice.quickstart.terminal.Wrapped;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.EnrichedDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An outcome as a small block of lines: first mark, confidence, label or reason and document id, in columns; below it the
 * summary and the profile's fields, or what was wrong.
 *
 * <pre>
 * ✓ 0.93  delivery_issue       mails/late.eml
 *         The customer asks where order 48213 is.
 *         order_id: 48213 · issue_type: delivery_issue
 * ✗ 0.41  LOW_CONFIDENCE       notes/unclear.txt
 *         gate: the label general_inquiry is sure to 0.41, below 0.80.
 * </pre>
 *
 * @param width the columns to fill at most
 * @param textLines the most lines of a summary or of what was wrong
 */
public record OutcomeText(Style style, int width, int textLines) {
    /** Mark, blank, confidence, two blanks. */
    private static final int INDENT = 8;

    private static final String INDENTATION = " ".repeat(INDENT);
    /** As wide as the longest reason code. */
    private static final int LABEL = 19;

    private static final int GAP = 2;
    private static final int NARROWEST_ID = 12;
    private static final String NO_CONFIDENCE = "    ";
    private static final JsonMapper JSON = new JsonMapper();

    public List<String> lines(Outcome outcome) {
        return switch (outcome) {
            case Enriched(Outcome.Place place, EnrichedDocument document) -> enriched(document);
            case DeadLettered(Outcome.Place place, DeadLetter letter) -> deadLettered(letter);
            case Unreadable unreadable -> unreadable(unreadable);
        };
    }

    private List<String> enriched(EnrichedDocument document) {
        List<String> lines = new ArrayList<>();
        lines.add(head(
                style.good("✓"),
                Optional.of(document.getConfidence()),
                document.getClassification().getLabel(),
                document.getDocumentId()));
        lines.addAll(body(document.getSummary().getText()));
        Wrapped.items(fields(document.getExtraction().getFields()), " · ", textWidth(), textLines)
                .forEach(line -> lines.add(INDENTATION + style.dim(line)));
        return lines;
    }

    private List<String> deadLettered(DeadLetter letter) {
        List<String> lines = new ArrayList<>();
        lines.add(
                head(style.bad("✗"), letter.getConfidence(), letter.getReason().name(), letter.getDocumentId()));
        lines.addAll(body(letter.getStage() + ": " + letter.getDetail()));
        return lines;
    }

    private List<String> unreadable(Unreadable unreadable) {
        Outcome.Place place = unreadable.place();
        List<String> lines = new ArrayList<>();
        lines.add(head(style.notable("!"), Optional.empty(), "cannot be read", unreadable.documentId()));
        lines.addAll(body(
                place.topic() + "-" + place.partition() + " offset " + place.offset() + ": " + unreadable.reason()));
        return lines;
    }

    private String head(String mark, Optional<Double> confidence, String label, String id) {
        String number = confidence
                .map(value -> String.format(Locale.ROOT, "%.2f", value))
                .orElse(NO_CONFIDENCE);
        String column = Wrapped.pad(Wrapped.clean(label), LABEL);
        int rest = width - INDENT - Wrapped.columns(column) - GAP;
        return mark + " " + number + "  " + style.accent(column) + "  "
                + style.bold(Wrapped.fit(id, Math.max(NARROWEST_ID, rest)));
    }

    private List<String> body(String text) {
        return Wrapped.lines(text, textWidth(), textLines).stream()
                .map(line -> INDENTATION + line)
                .toList();
    }

    private int textWidth() {
        return width - INDENT;
    }

    /** Those that have a value, in their order. */
    private static List<String> fields(String json) {
        try {
            return JSON.readTree(json).properties().stream()
                    .filter(field -> hasValue(field.getValue()))
                    .map(field -> field.getKey() + ": " + text(field.getValue()))
                    .toList();
        } catch (JsonProcessingException e) {
            return List.of("fields that are not JSON: " + json);
        }
    }

    private static boolean hasValue(JsonNode value) {
        return value.isContainerNode() ? !value.isEmpty() : !value.isNull();
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }
}
