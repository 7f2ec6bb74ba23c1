package dev.sluice.devstack.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/**
 * Brings requests to what answers them: OpenAI's paths, and {@code /stats} and {@code /settings} to watch and to steer a
 * server in another process.
 */
final class Router {
    private final ChatService service;

    Router(ChatService service) {
        this.service = service;
    }

    /** A request as it came in. */
    record Request(String method, String path, Optional<String> key, String body, boolean keepAlive) {}

    Exchange handle(Request request) {
        try {
            return switch (request.method() + " " + request.path()) {
                case "POST /v1/chat/completions" -> service.answer(request.body(), request.key());
                case "GET /v1/models" -> Exchange.uncounted(ok(models()));
                case "GET /stats" -> Exchange.uncounted(ok(totals()));
                case "GET /stats/documents" -> Exchange.uncounted(ok(documents()));
                case "DELETE /stats" -> {
                    service.statistics().clear();
                    yield Exchange.uncounted(ok(totals()));
                }
                case "GET /settings" -> Exchange.uncounted(ok(SettingsJson.write(service.settings())));
                case "PUT /settings" -> Exchange.uncounted(exchange(request, SimulatedLlmSettings.defaults()));
                case "PATCH /settings" -> Exchange.uncounted(exchange(request, service.settings()));
                default ->
                    Exchange.uncounted(ErrorReply.of(
                            404,
                            "invalid_request_error",
                            "unknown_url",
                            "Unknown request URL: " + request.method() + " " + request.path()
                                    + ". Known are POST /v1/chat/completions, GET /v1/models, GET and DELETE /stats,"
                                    + " GET /stats/documents and GET, PUT and PATCH /settings."));
            };
        } catch (IOException e) {
            return Exchange.uncounted(ErrorReply.badRequest("The body cannot be read: " + e.getMessage()));
        }
    }

    private Reply exchange(Request request, SimulatedLlmSettings base) throws IOException {
        try {
            service.exchange(SettingsJson.read(request.body(), base));
            return ok(SettingsJson.write(service.settings()));
        } catch (ChatRequest.BadRequest e) {
            return ErrorReply.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private ObjectNode models() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = json.putArray("data");
        service.settings()
                .models()
                .forEach(model -> data.addObject()
                        .put("id", model)
                        .put("object", "model")
                        .put("created", 0)
                        .put("owned_by", "sluice"));
        return json;
    }

    private ObjectNode totals() {
        CallStatistics statistics = service.statistics();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("total", statistics.total())
                .put("inFlight", statistics.inFlight())
                .put("peakInFlight", statistics.peakInFlight())
                .put("repeatedAnswers", statistics.repeatedAnswers());
        ObjectNode outcomes = json.putObject("outcomes");
        statistics.outcomes().forEach(outcomes::put);
        return json;
    }

    private ArrayNode documents() {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        service.statistics()
                .byDocument()
                .forEach((key, calls) -> json.addObject()
                        .put("document", key.document())
                        .put("step", key.step())
                        .put("calls", calls.calls())
                        .put("answered", calls.answered()));
        return json;
    }

    private static Reply ok(JsonNode json) {
        return Reply.Whole.json(200, json.toString());
    }
}
