package dev.sluice.console.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.CorrectedResults;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.Summary;
import dev.sluice.validate.StrictJson;
import java.util.Optional;

/**
 * What the form shows: the profile's fields, the summary and the label.
 *
 * @param fields a missing node if there are none, or they are no JSON
 * @param summary empty if there is none
 * @param label empty if there is none
 */
record Results(JsonNode fields, String summary, String label) {

    /** What the engines found. */
    static Results of(DeadLetter letter) {
        return of(
                letter.getExtraction().map(Extraction::getFields),
                letter.getSummary().map(Summary::getText),
                letter.getClassification().map(Classification::getLabel));
    }

    /** Results of which each may be absent. */
    static Results of(Optional<String> fields, Optional<String> summary, Optional<String> label) {
        return new Results(fields(fields.orElse("")), summary.orElse(""), label.orElse(""));
    }

    /** These, with what a person put in their place. */
    Results corrected(CorrectedResults results) {
        return new Results(
                results.getFields().map(Results::fields).orElse(fields),
                results.getSummary().orElse(summary),
                results.getLabel().orElse(label));
    }

    /** As a command carries them. */
    CorrectedResults asCorrection() {
        return new CorrectedResults(fields.isMissingNode() ? null : fields.toString(), summary, label);
    }

    /** Without the personal data in them, if it is masked. */
    Results shown(Shown shown) {
        return new Results(shown(shown, fields), shown.text(summary), label);
    }

    /** As one JSON object, which pointers point into. */
    ObjectNode json() {
        ObjectNode json = Json.object();
        if (!fields.isMissingNode()) {
            json.set("fields", fields);
        }
        if (!summary.isEmpty()) {
            json.put("summary", summary);
        }
        if (!label.isEmpty()) {
            json.put("label", label);
        }
        return json;
    }

    private static JsonNode shown(Shown shown, JsonNode value) {
        if (value.isTextual()) {
            return TextNode.valueOf(shown.text(value.asText()));
        }
        if (value.isNumber()) {
            // A card's or an account's number may be one.
            String text = value.asText();
            return shown.text(text).equals(text) ? value : TextNode.valueOf(shown.text(text));
        }
        if (value.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            value.forEach(each -> array.add(shown(shown, each)));
            return array;
        }
        if (value.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            value.properties().forEach(each -> object.set(each.getKey(), shown(shown, each.getValue())));
            return object;
        }
        return value;
    }

    private static JsonNode fields(String json) {
        try {
            return StrictJson.read(json);
        } catch (JsonProcessingException e) {
            // What the model wrote instead is among the attempts.
            return MissingNode.getInstance();
        }
    }
}
