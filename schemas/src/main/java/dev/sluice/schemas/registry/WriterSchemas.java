package dev.sluice.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.registry.Finding.Found;
import dev.sluice.schemas.registry.Finding.Missing;
import dev.sluice.schemas.registry.Reply.Answer;
import dev.sluice.schemas.registry.Reply.Denial;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/** Fetches the schemas that records were written with, the schemas they refer to included. Thread-safe. */
final class WriterSchemas {
    private final RegistryTransport transport;

    WriterSchemas(RegistryTransport transport) {
        this.transport = transport;
    }

    Finding<Schema> find(int id) throws InterruptedException {
        return switch (fetch(RegistryRequest.schemaById(id))) {
            case Missing<JsonNode>(String reason) -> new Missing<>(reason);
            case Found<JsonNode>(JsonNode body) -> {
                // Lenient: a writer's unusual name or default does not make its records unreadable.
                Schema.Parser parser = new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
                yield switch (parse(body, parser, new HashSet<>())) {
                    case Found<Schema>(Schema schema)
                    when schema.getType() != Schema.Type.RECORD ->
                        new Missing<>("it is not an Avro record but " + schema.getType());
                    case Finding<Schema> other -> other;
                };
            }
        };
    }

    private Finding<Schema> parse(JsonNode body, Schema.Parser parser, Set<RegistryRequest> seen)
            throws InterruptedException {
        String type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            return new Missing<>("it is of the type " + type + " and not AVRO");
        }
        for (JsonNode reference : body.path("references")) {
            RegistryRequest request = RegistryRequest.version(
                    reference.path("subject").asText(),
                    reference.path("version").asInt());
            if (seen.add(request)) {
                Finding<Schema> referred = switch (fetch(request)) {
                    case Found<JsonNode>(JsonNode found) -> parse(found, parser, seen);
                    case Missing<JsonNode>(String reason) -> new Missing<>(reason);
                };
                if (referred instanceof Missing<Schema>(String reason)) {
                    return new Missing<>("its reference " + request.path() + " is of no use: " + reason);
                }
            }
        }
        try {
            return new Found<>(parser.parse(body.path("schema").asText()));
        } catch (AvroRuntimeException e) {
            return new Missing<>("it cannot be parsed: " + e.getMessage());
        }
    }

    private Finding<JsonNode> fetch(RegistryRequest request) throws InterruptedException {
        return switch (transport.ask(request)) {
            case Answer(JsonNode body) when body.path("schema").isTextual() -> new Found<>(body);
            case Answer(JsonNode body) ->
                throw new RegistryUnavailableException("The answer to " + request + " holds no schema. Check that "
                        + RegistryKeys.URL + " is a schema registry.");
            case Denial denial when denial.isMissing() || denial.isRejection() -> new Missing<>(denial.toString());
            case Denial denial -> throw denial.toException(request);
        };
    }
}
