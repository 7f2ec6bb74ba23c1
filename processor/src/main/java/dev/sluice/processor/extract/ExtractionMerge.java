package dev.sluice.processor.extract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.processor.chunk.PartResults;
import dev.sluice.processor.chunk.PartResults.Answer;
import dev.sluice.processor.extract.FieldMerge.PartFields;
import dev.sluice.schemas.avro.Entity;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.FieldEvidence;
import dev.sluice.schemas.avro.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * One extraction out of those of a document's parts: see {@link EntityMerge} and {@link FieldMerge}. Its confidence is that
 * of the least certain field, as for a document that is read whole, and no more than the share of the document that could be
 * read allows.
 *
 * @param warnings which parts are missing, and what they contradict each other in
 */
record ExtractionMerge(Extraction extraction, List<Problem> warnings) {
    private static final JsonMapper JSON = new JsonMapper();

    /** @param read answers to at least one part */
    static ExtractionMerge of(PartResults<Extraction> read) {
        List<Extraction> answers = read.answers().stream().map(Answer::value).toList();
        FieldMerge fields =
                new FieldMerge(answers.stream().map(ExtractionMerge::fields).toList());
        List<Entity> entities =
                EntityMerge.of(answers.stream().map(Extraction::getEntities).toList());
        List<FieldEvidence> evidence = fields.evidence();
        double sure = EvidenceReader.confidence(evidence).orElseGet(() -> mean(entities));
        double agreed = fields.isContradicted() ? Math.min(sure, FieldMerge.CONTRADICTED) : sure;

        List<Problem> warnings = new ArrayList<>(read.warnings());
        warnings.addAll(fields.warnings());
        Extraction extraction = Extraction.newBuilder()
                .setEntities(entities)
                .setFields(fields.fields().toString())
                .setEvidence(evidence)
                .setConfidence(agreed * read.share())
                .setOrigin(answers.getFirst().getOrigin())
                .build();
        return new ExtractionMerge(extraction, warnings);
    }

    private static PartFields fields(Extraction part) {
        try {
            return new PartFields((ObjectNode) JSON.readTree(part.getFields()), part.getEvidence());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an extraction that was checked has fields that are not JSON", e);
        }
    }

    private static double mean(List<Entity> entities) {
        return entities.stream().mapToDouble(Entity::getConfidence).average().orElse(1);
    }
}
