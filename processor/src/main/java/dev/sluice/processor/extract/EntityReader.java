package dev.sluice.processor.extract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.processor.extract.SourceText.Passage;
import dev.sluice.schemas.avro.Entity;
import dev.sluice.schemas.avro.EntityType;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes the entities out of an answer that conforms to its schema. One that is not in the document, or not normalised, is
 * left out with a warning: the rest is of use without it. For one answer.
 */
final class EntityReader {
    /** A year, a month, a day, or a time of a day, as ISO 8601 writes them. */
    private static final Pattern DATE = Pattern.compile(
            "\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])(T\\d{2}:\\d{2}(:\\d{2})?(Z|[+-]\\d{2}:\\d{2})?)?)?)?");

    private static final Pattern AMOUNT = Pattern.compile("-?\\d+(\\.\\d+)?");

    private final SourceText source;
    private final List<Entity> entities = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    EntityReader(SourceText source) {
        this.source = source;
    }

    void read(JsonNode list) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode entity = list.get(i);
            if (seen.add(entity.path("type") + " " + entity.path("value") + " " + entity.path("unit"))) {
                read("/entities/" + i, entity);
            }
        }
    }

    List<Entity> entities() {
        return entities;
    }

    List<Problem> warnings() {
        return warnings;
    }

    private void read(String pointer, JsonNode entity) {
        EntityType type = EntityType.valueOf(entity.path("type").asText().toUpperCase(Locale.ROOT));
        String value = entity.path("value").asText().strip();
        if (!isNormalised(type, value)) {
            leaveOut(pointer, "schema", "has a value that is not " + form(type));
            return;
        }
        Optional<Passage> passage = source.find(entity.path("quote").asText());
        if (passage.isEmpty()) {
            leaveOut(pointer, "grounding", "has a quote that is not in the document");
            return;
        }
        entities.add(Entity.newBuilder()
                .setType(type)
                .setValue(value)
                .setUnit(entity.path("unit").textValue())
                .setQuote(passage.get().words())
                .setSpan(passage.get().span())
                .setConfidence(entity.path("confidence").asDouble())
                .build());
    }

    private void leaveOut(String pointer, String validator, String message) {
        warnings.add(new Problem(validator, pointer, message + "; the entity was left out", Severity.WARNING));
    }

    private static boolean isNormalised(EntityType type, String value) {
        return switch (type) {
            case DATE -> DATE.matcher(value).matches();
            case AMOUNT -> AMOUNT.matcher(value).matches();
            case PERSON, ORGANIZATION, PLACE, TOPIC, OTHER -> !value.isEmpty();
        };
    }

    private static String form(EntityType type) {
        return switch (type) {
            case DATE -> "a date as ISO 8601 writes it, such as 2026-11-20";
            case AMOUNT -> "a plain decimal number, such as 49.90";
            case PERSON, ORGANIZATION, PLACE, TOPIC, OTHER -> "a name";
        };
    }
}
