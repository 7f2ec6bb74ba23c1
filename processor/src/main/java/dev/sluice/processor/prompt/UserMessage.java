package dev.sluice.processor.prompt;

import dev.sluice.processor.engine.EngineTask;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.DocumentProperties;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.Entity;
import dev.sluice.schemas.avro.Extraction;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The part of a question that differs from document to document: examples that are like it, what is known of it, and the
 * document between two lines.
 */
final class UserMessage {
    private static final String OPENING = "<document>";
    private static final String CLOSING = "</document>";
    private static final int LONGEST_CONTEXT_LINE = 300;
    private static final int MOST_ENTITIES = 50;
    private static final int LONGEST_FIELDS = 4000;

    private UserMessage() {}

    static String of(Stage stage, EngineTask task, ShownExamples examples) {
        Enrichment enrichment = task.enrichment();
        StringBuilder message = new StringBuilder(examples.text());
        enrichment.getProperties().ifPresent(properties -> addProperties(message, properties));
        addLine(
                message,
                "Received",
                Optional.of(enrichment
                        .getSource()
                        .getTimestamp()
                        .atOffset(ZoneOffset.UTC)
                        .toLocalDate()
                        .toString()));
        addLine(message, "Note", task.note());
        if (stage != Stage.EXTRACT) {
            enrichment.getExtraction().ifPresent(extraction -> addFindings(message, extraction));
        }
        return message.append('\n')
                .append(OPENING)
                .append('\n')
                .append(Untrusted.escape(task.text().text()))
                .append('\n')
                .append(CLOSING)
                .toString();
    }

    private static void addProperties(StringBuilder message, DocumentProperties properties) {
        addLine(message, "Title", properties.getTitle());
        addLine(message, "Language", properties.getLanguage());
        addLine(message, "Media type", properties.getMediaType());
    }

    private static void addFindings(StringBuilder message, Extraction extraction) {
        String entities = extraction.getEntities().stream()
                .map(UserMessage::describe)
                .distinct()
                .limit(MOST_ENTITIES)
                .collect(Collectors.joining("\n"));
        if (!entities.isEmpty()) {
            message.append("Entities found in it:\n").append(entities).append('\n');
        }
        String fields = extraction.getFields();
        if (!fields.equals("{}") && fields.length() <= LONGEST_FIELDS) {
            message.append("Fields found in it: ")
                    .append(Untrusted.escape(fields))
                    .append('\n');
        }
    }

    private static String describe(Entity entity) {
        return "- " + entity.getType().name().toLowerCase(Locale.ROOT) + ": " + oneLine(entity.getValue())
                + entity.getUnit().map(unit -> " " + oneLine(unit)).orElse("");
    }

    private static void addLine(StringBuilder message, String name, Optional<String> value) {
        value.map(UserMessage::oneLine)
                .filter(line -> !line.isEmpty())
                .ifPresent(
                        line -> message.append(name).append(": ").append(line).append('\n'));
    }

    /** Titles and names come from the document or its sender, so they must not be able to break out of their line. */
    private static String oneLine(String value) {
        return Untrusted.escape(Untrusted.cut(Untrusted.oneLine(value), LONGEST_CONTEXT_LINE));
    }
}
