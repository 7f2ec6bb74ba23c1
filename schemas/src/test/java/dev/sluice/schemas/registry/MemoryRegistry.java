package dev.sluice.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.schemas.registry.FakeRegistry.Request;
import dev.sluice.schemas.registry.FakeRegistry.Response;
import java.util.ArrayList;
import java.util.List;

/** The part of the protocol that the serde uses, in memory; it knows one version of each subject and no rules. */
final class MemoryRegistry implements FakeRegistry.Behaviour {
    private record Registered(String subject, String schema) {}

    private final ObjectMapper json = new ObjectMapper();
    private final List<Registered> schemas = new ArrayList<>();

    /** Gives the id. */
    synchronized int add(String subject, String schema) {
        Registered wanted = new Registered(subject, schema);
        if (!schemas.contains(wanted)) {
            schemas.add(wanted);
        }
        return schemas.indexOf(wanted) + 1;
    }

    @Override
    public synchronized Response answer(Request request) {
        String[] path = request.path().substring(1).split("/", -1);
        if (request.method().equals("GET")) {
            int id = Integer.parseInt(path[2]);
            return id < 1 || id > schemas.size()
                    ? Response.refusal(40403, "Schema " + id + " not found.")
                    : Response.json(200, object("schema", schemas.get(id - 1).schema()));
        }
        Registered asked = new Registered(path[1], schemaIn(request.body()));
        if (path.length == 3) {
            return Response.json(200, "{\"id\": %d}".formatted(add(asked.subject(), asked.schema())));
        }
        return schemas.contains(asked)
                ? Response.json(200, "{\"id\": %d, \"version\": 1}".formatted(schemas.indexOf(asked) + 1))
                : Response.refusal(40403, "Schema not found.");
    }

    private String object(String field, String value) {
        return json.createObjectNode().put(field, value).toString();
    }

    private String schemaIn(String body) {
        try {
            return json.readTree(body).get("schema").asText();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
