package dev.sluice.devstack.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings as JSON, the same keys as in {@link SimulatedLlmSettings}; times are in milliseconds. */
final class SettingsJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SettingsJson() {}

    static ObjectNode write(SimulatedLlmSettings settings) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("latency", write(settings.latency()));
        json.set("timeToFirstToken", write(settings.timeToFirstToken()));
        json.put("tokensPerSecond", settings.tokensPerSecond());
        json.put("requestsPerMinute", settings.requestsPerMinute());
        json.put("tokensPerMinute", settings.tokensPerMinute());
        json.put("retryAfter", settings.retryAfter().toMillis());
        ObjectNode faults = json.putObject("faults");
        settings.faults().forEach((fault, probability) -> faults.put(fault.id(), probability));
        json.put("outage", settings.outage().id());
        json.put("apiKey", settings.apiKey().orElse(null));
        settings.models().forEach(json.putArray("models")::add);
        json.put("seed", settings.seed());
        return json;
    }

    private static ObjectNode write(Latency latency) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("median", latency.median().toMillis())
                .put("sigma", latency.sigma());
    }

    /**
     * The settings with those values changed that the JSON has.
     *
     * @throws ChatRequest.BadRequest when a key is unknown or a value cannot be; the message says which
     */
    static SimulatedLlmSettings read(String body, SimulatedLlmSettings base)
            throws ChatRequest.BadRequest, IOException {
        try {
            JsonNode json = JSON.readTree(body);
            if (!json.isObject()) {
                throw new ChatRequest.BadRequest("Settings are a JSON object, such as {\"outage\": \"hang\"}.");
            }
            SimulatedLlmSettings.Builder builder = base.toBuilder();
            for (Map.Entry<String, JsonNode> entry : json.properties()) {
                set(builder, entry.getKey(), entry.getValue());
            }
            return builder.build();
        } catch (JsonProcessingException e) {
            throw new ChatRequest.BadRequest("The settings are not valid JSON: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            throw new ChatRequest.BadRequest(String.valueOf(e.getMessage()));
        }
    }

    private static void set(SimulatedLlmSettings.Builder builder, String key, JsonNode value)
            throws ChatRequest.BadRequest {
        switch (key) {
            case "latency" -> builder.latency(latency(value));
            case "timeToFirstToken" -> builder.timeToFirstToken(latency(value));
            case "tokensPerSecond" -> builder.tokensPerSecond(number(key, value));
            case "requestsPerMinute" -> builder.requestsPerMinute((int) number(key, value));
            case "tokensPerMinute" -> builder.tokensPerMinute((int) number(key, value));
            case "retryAfter" -> builder.retryAfter(Duration.ofMillis((long) number(key, value)));
            case "faults" -> builder.faults(faults(value));
            case "outage" -> builder.outage(outage(value.asText()));
            case "apiKey" -> builder.apiKey(Optional.ofNullable(value.isNull() ? null : value.asText()));
            case "models" -> {
                List<String> models = new ArrayList<>();
                value.forEach(model -> models.add(model.asText()));
                builder.models(models);
            }
            case "seed" -> builder.seed((long) number(key, value));
            default ->
                throw new ChatRequest.BadRequest(
                        "There is no setting '" + key + "'; GET /settings shows those there are.");
        }
    }

    private static Latency latency(JsonNode value) throws ChatRequest.BadRequest {
        return new Latency(
                Duration.ofMillis((long) number("median", value.path("median"))),
                value.path("sigma").asDouble(0));
    }

    private static Map<Fault, Double> faults(JsonNode value) throws ChatRequest.BadRequest {
        Map<Fault, Double> faults = new EnumMap<>(Fault.class);
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            Fault fault = Fault.of(entry.getKey())
                    .orElseThrow(() -> new ChatRequest.BadRequest("There is no fault '" + entry.getKey() + "'."));
            faults.put(fault, number(entry.getKey(), entry.getValue()));
        }
        return faults;
    }

    private static Outage outage(String id) throws ChatRequest.BadRequest {
        return Arrays.stream(Outage.values())
                .filter(outage -> outage.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ChatRequest.BadRequest(
                        "There is no outage '" + id + "'; known are " + List.of(Outage.values()) + "."));
    }

    private static double number(String key, JsonNode value) throws ChatRequest.BadRequest {
        if (!value.isNumber()) {
            throw new ChatRequest.BadRequest("'" + key + "' must be a number; it is " + value + ".");
        }
        return value.doubleValue();
    }
}
