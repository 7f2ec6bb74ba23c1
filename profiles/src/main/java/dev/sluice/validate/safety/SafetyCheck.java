package dev.sluice.validate.safety;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.Entity;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.FieldEvidence;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import dev.sluice.schemas.avro.Summary;
import dev.sluice.validate.Results;
import dev.sluice.validate.ValidationResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Goes through everything that would be published of a document's results: fields, quotes, entities, summary and
 * rationale. What is masked is replaced, and recorded as a warning; what is held is an error. Problems name the kind of
 * data and never the data. For one document.
 */
public final class SafetyCheck {
    /** The name in {@link Problem}s. */
    public static final String NAME = "safety";

    private final PersonalDataPolicy policy;
    private final Set<Problem> problems = new LinkedHashSet<>();

    public SafetyCheck(PersonalDataPolicy policy) {
        this.policy = policy;
    }

    /**
     * The results as they may be published, if nothing in them is held: see {@link #problems()}.
     *
     * @param fields the extraction's fields, read
     */
    public Results check(Results results, JsonNode fields) {
        return new Results(
                extraction(results.extraction(), fields),
                summary(results.summary()),
                classification(results.classification()));
    }

    /** What was found so far. */
    public ValidationResult problems() {
        return new ValidationResult(List.copyOf(problems));
    }

    private Extraction extraction(Extraction extraction, JsonNode fields) {
        List<FieldEvidence> evidence = new ArrayList<>();
        for (int i = 0; i < extraction.getEvidence().size(); i++) {
            FieldEvidence each = extraction.getEvidence().get(i);
            String at = "/extraction/evidence/" + i + "/quote";
            evidence.add(FieldEvidence.newBuilder(each)
                    .setQuote(each.getQuote()
                            .map(quote -> safe(quote, at, each.getPointer()))
                            .orElse(null))
                    .build());
        }
        List<Entity> entities = new ArrayList<>();
        for (int i = 0; i < extraction.getEntities().size(); i++) {
            Entity each = extraction.getEntities().get(i);
            String at = "/extraction/entities/" + i;
            entities.add(Entity.newBuilder(each)
                    .setValue(safe(each.getValue(), at + "/value", ""))
                    .setQuote(each.getQuote()
                            .map(quote -> safe(quote, at + "/quote", ""))
                            .orElse(null))
                    .build());
        }
        return Extraction.newBuilder(extraction)
                .setFields(field(fields, JsonPointer.empty()).toString())
                .setEvidence(evidence)
                .setEntities(entities)
                .build();
    }

    private JsonNode field(JsonNode value, JsonPointer at) {
        if (value.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            value.properties()
                    .forEach(property -> object.set(
                            property.getKey(), field(property.getValue(), at.appendProperty(property.getKey()))));
            return object;
        }
        if (value.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < value.size(); i++) {
                array.add(field(value.get(i), at.appendIndex(i)));
            }
            return array;
        }
        if (!value.isTextual() && !value.isNumber()) {
            return value;
        }
        String text = value.asText();
        String safe = safe(text, "/extraction/fields" + at, at.toString());
        if (safe.equals(text)) {
            return value;
        }
        // A number has no place for asterisks.
        return value.isTextual() ? TextNode.valueOf(safe) : NullNode.getInstance();
    }

    private Summary summary(Summary summary) {
        return Summary.newBuilder(summary)
                .setText(safe(summary.getText(), "/summary/text", ""))
                .build();
    }

    private Classification classification(Classification classification) {
        return Classification.newBuilder(classification)
                .setRationale(safe(classification.getRationale(), "/classification/rationale", ""))
                .build();
    }

    private String safe(String text, String at, String field) {
        for (PersonalDataFinder.Found held : PersonalDataFinder.find(text, policy.kinds(Handling.HOLD, field))) {
            add(at, "holds " + held.kind().words() + ", which this profile does not publish", Severity.ERROR);
        }
        Set<PersonalData> masked = policy.kinds(Handling.MASK, field);
        for (PersonalDataFinder.Found found : PersonalDataFinder.find(text, masked)) {
            add(at, "held " + found.kind().words() + ", which was masked", Severity.WARNING);
        }
        return Mask.mask(text, masked);
    }

    private void add(String at, String message, Severity severity) {
        problems.add(new Problem(NAME, at, message, severity));
    }
}
