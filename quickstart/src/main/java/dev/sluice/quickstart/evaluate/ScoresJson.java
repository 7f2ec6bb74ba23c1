package dev.sluice.quickstart.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.processor.evaluate.Calibration;
import dev.sluice.processor.evaluate.FieldScore;
import dev.sluice.processor.evaluate.HeldDocument;
import dev.sluice.processor.evaluate.Scores;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalDouble;

/** What was measured as JSON, for other programs. What could not be measured is null; times are in milliseconds. */
final class ScoresJson {
    private static final JsonMapper JSON = new JsonMapper();

    private ScoresJson() {}

    static String text(JsonNode json) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode of(Scores scores) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("engine", scores.engine()).put("documents", scores.documents());
        ObjectNode fields = json.putObject("fields");
        scores.fields().forEach((name, score) -> fields.set(name, field(score)));
        json.set("all_fields", field(scores.allFields()));
        ObjectNode labels = json.putObject("labels");
        put(labels, "accuracy", scores.labels().accuracy());
        labels.set("confusion", JSON.valueToTree(scores.labels().confusion()));
        json.set("field_calibration", calibration(scores.fieldCalibration()));
        json.set("label_calibration", calibration(scores.labelCalibration()));
        put(json, "held_rate", scores.heldRate());
        json.set("held_reasons", JSON.valueToTree(scores.heldByReason()));
        json.set("held", documents(scores.held()));
        json.set("unfinished", documents(scores.unfinished()));
        json.set("mistakes", JSON.valueToTree(scores.mistakes()));
        ObjectNode spend = json.putObject("spend")
                .put("calls", scores.spend().calls())
                .put("input_tokens", scores.spend().inputTokens())
                .put("cached_input_tokens", scores.spend().cachedTokens())
                .put("output_tokens", scores.spend().outputTokens());
        if (scores.spend().costMicros().isPresent()) {
            spend.put("cost_micros", scores.spend().costMicros().getAsLong());
        } else {
            spend.putNull("cost_micros");
        }
        json.putObject("latency_ms")
                .put("p50", scores.latency().median().toMillis())
                .put("p95", scores.latency().p95().toMillis());
        return json;
    }

    private static ObjectNode field(FieldScore score) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("right", score.right())
                .put("wrong", score.wrong())
                .put("spurious", score.spurious())
                .put("missing", score.missing());
        put(json, "precision", score.precision());
        put(json, "recall", score.recall());
        put(json, "f1", score.f1());
        return json;
    }

    private static ObjectNode calibration(Calibration calibration) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        put(json, "expected_error", calibration.expectedError());
        json.set("bins", JSON.valueToTree(calibration.bins()));
        return json;
    }

    private static ArrayNode documents(List<HeldDocument> documents) {
        return JSON.valueToTree(documents);
    }

    private static void put(ObjectNode json, String key, OptionalDouble value) {
        if (value.isPresent()) {
            json.put(key, value.getAsDouble());
        } else {
            json.putNull(key);
        }
    }
}
