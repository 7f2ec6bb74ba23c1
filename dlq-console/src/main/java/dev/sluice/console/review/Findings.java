package dev.sluice.console.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.CorrectedResults;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.Summary;
import dev.sluice.schemas.avro.ValueChange;
import dev.sluice.validate.StrictJson;
import java.util.List;
import java.util.Optional;

/**
 * The three results of a document that people see and change. JSON pointers into them begin with {@code /fields},
 * {@code /summary} or {@code /label}.
 *
 * @param fields JSON, not necessarily valid
 */
record Findings(Optional<String> fields, Optional<String> summary, Optional<String> label) {

    /** What the engines found before the document was given up. */
    static Findings of(DeadLetter letter) {
        return new Findings(
                letter.getExtraction().map(Extraction::getFields),
                letter.getSummary().map(Summary::getText),
                letter.getClassification().map(Classification::getLabel));
    }

    /** These, with what a person put in their place. */
    Findings corrected(CorrectedResults results) {
        return new Findings(
                results.getFields().or(this::fields),
                results.getSummary().or(this::summary),
                results.getLabel().or(this::label));
    }

    CorrectedResults asResults() {
        return new CorrectedResults(fields.orElse(null), summary.orElse(null), label.orElse(null));
    }

    /** What is different in {@code after}. */
    List<ValueChange> changesTo(Findings after) {
        return JsonChanges.between(json(), after.json());
    }

    /** The fields as JSON; a missing node if there are none, or they are no JSON. */
    JsonNode fieldsJson() {
        try {
            return fields.isPresent() ? StrictJson.read(fields.get()) : MissingNode.getInstance();
        } catch (JsonProcessingException e) {
            // What the model wrote instead is among the attempts; as a value of the form it counts as none.
            return MissingNode.getInstance();
        }
    }

    private ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        JsonNode values = fieldsJson();
        if (!values.isMissingNode()) {
            json.set("fields", values);
        }
        summary.ifPresent(text -> json.put("summary", text));
        label.ifPresent(text -> json.put("label", text));
        return json;
    }
}
