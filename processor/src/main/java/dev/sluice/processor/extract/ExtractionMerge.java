package dev.sluice.processor.extract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.processor.chunk.PartResults;
import dev.sluice.processor.chunk.PartResults.Answer;
import dev.sluice.processor.extract.FieldMerge.PartFields;
import dev.sluice.profile.FieldsSchema;
import dev.sluice.schemas.avro.Entity;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.FieldEvidence;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.validate.JsonSchemaValidator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One extraction out of those of a document's parts: see {@link EntityMerge} and {@link FieldMerge}. Its confidence is that
 * of the least certain field, as for a document that is read whole, and at most the share of the document that could be
 * read.
 *
 * @param problems what the profile's schema says of the fields; the extraction is of no use if there are some
 * @param warnings which parts are missing, and what they contradict each other in
 */
record ExtractionMerge(Extraction extraction, List<Problem> problems, List<Problem> warnings) {
    /** The components of the confidence: the model's own, the share of the text that was read, and no contradictions in it. */
    private static final String MODEL = "model";

    private static final String READ = "read";
    private static final String CONSISTENCY = "consistency";

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Puts the parts together.
     *
     * @param read answers to at least one part
     */
    static ExtractionMerge of(PartResults<Extraction> read, FieldsSchema schema) {
        List<Extraction> answers = read.answers().stream().map(Answer::value).toList();
        FieldMerge fields =
                new FieldMerge(answers.stream().map(ExtractionMerge::fields).toList());
        ObjectNode whole = withNulls(fields.fields(), schema);
        List<Entity> entities =
                EntityMerge.of(answers.stream().map(Extraction::getEntities).toList());
        List<FieldEvidence> evidence = fields.evidence();
        double sure = EvidenceReader.confidence(evidence).orElseGet(() -> mean(entities));
        Map<String, Double> components = new TreeMap<>(Map.of(MODEL, sure, READ, read.share()));
        if (fields.isContradicted()) {
            components.put(CONSISTENCY, FieldMerge.CONTRADICTED);
        }

        List<Problem> warnings = new ArrayList<>(read.warnings());
        warnings.addAll(fields.warnings());
        Extraction extraction = Extraction.newBuilder()
                .setEntities(entities)
                .setFields(whole.toString())
                .setEvidence(evidence)
                .setConfidence(Collections.min(components.values()))
                .setComponents(components)
                .setOrigin(answers.getFirst().getOrigin())
                .build();
        return new ExtractionMerge(
                extraction,
                new JsonSchemaValidator(schema.json().toString())
                        .validate(whole.toString())
                        .problems(),
                warnings);
    }

    private static PartFields fields(Extraction part) {
        try {
            return new PartFields((ObjectNode) JSON.readTree(part.getFields()), part.getEvidence());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an extraction that was checked has fields that are not JSON", e);
        }
    }

    /** A part leaves out what it does not say; where the whole says nothing either, it says so. */
    private static ObjectNode withNulls(ObjectNode fields, FieldsSchema schema) {
        schema.json().path("required").forEach(name -> {
            if (!fields.has(name.asText())) {
                fields.putNull(name.asText());
            }
        });
        return fields;
    }

    private static double mean(List<Entity> entities) {
        return entities.stream().mapToDouble(Entity::getConfidence).average().orElse(1);
    }
}
