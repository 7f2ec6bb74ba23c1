package dev.sluice.quickstart.tail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.quickstart.tail.Outcome.DeadLettered;
import dev.sluice.quickstart.tail.Outcome.Enriched;
import dev.sluice.quickstart.tail.Outcome.Place;
import dev.sluice.quickstart.tail.Outcome.Unreadable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema.Field;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * An outcome as one line of plain JSON: {@code outcome} ({@code enriched}, {@code dead-letter} or {@code unreadable}),
 * {@code record} (where it lies), then the fields of the Avro record. Times are ISO 8601, bytes Base64, and the profile's
 * fields are an object rather than a string with one.
 */
final class OutcomeJson {
    private static final String FIELDS = "fields";

    private final JsonMapper mapper = new JsonMapper();
    private final JsonNodeFactory nodes = JsonNodeFactory.instance;

    String line(Outcome outcome) {
        ObjectNode line = nodes.objectNode();
        switch (outcome) {
            case Enriched enriched -> {
                begin(line, "enriched", enriched.place());
                line.setAll(record(enriched.document()));
            }
            case DeadLettered deadLettered -> {
                begin(line, "dead-letter", deadLettered.place());
                line.setAll(record(deadLettered.letter()));
            }
            case Unreadable unreadable -> {
                begin(line, "unreadable", unreadable.place());
                line.put("document_id", unreadable.documentId()).put("detail", unreadable.reason());
            }
        }
        try {
            return mapper.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void begin(ObjectNode line, String outcome, Place place) {
        line.put("outcome", outcome);
        line.putObject("record")
                .put("topic", place.topic())
                .put("partition", place.partition())
                .put("offset", place.offset())
                .put("timestamp", Instant.ofEpochMilli(place.timestamp()).toString());
    }

    private ObjectNode record(IndexedRecord record) {
        ObjectNode node = nodes.objectNode();
        for (Field field : record.getSchema().getFields()) {
            JsonNode value = value(record.get(field.pos()));
            node.set(field.name(), field.name().equals(FIELDS) ? embedded(value) : value);
        }
        return node;
    }

    private JsonNode value(@Nullable Object value) {
        return switch (value) {
            case null -> nodes.nullNode();
            case Optional<?> optional -> value(optional.orElse(null));
            case IndexedRecord record -> record(record);
            case Collection<?> items -> {
                ArrayNode array = nodes.arrayNode();
                items.forEach(item -> array.add(value(item)));
                yield array;
            }
            case Map<?, ?> map -> {
                ObjectNode object = nodes.objectNode();
                map.forEach((key, item) -> object.set(key.toString(), value(item)));
                yield object;
            }
            case ByteBuffer bytes -> {
                byte[] copy = new byte[bytes.remaining()];
                bytes.duplicate().get(copy);
                yield nodes.binaryNode(copy);
            }
            case Double number -> nodes.numberNode(number);
            case Long number -> nodes.numberNode(number);
            case Integer number -> nodes.numberNode(number);
            case Boolean flag -> nodes.booleanNode(flag);
            default -> nodes.textNode(value.toString());
        };
    }

    private JsonNode embedded(JsonNode value) {
        try {
            return value instanceof TextNode text ? mapper.readTree(text.textValue()) : value;
        } catch (JsonProcessingException e) {
            // Kept as the text that it is: somebody else wrote it.
            return value;
        }
    }
}
