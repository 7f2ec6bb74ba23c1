package dev.sluice.processor.extract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.processor.ingest.CleanText;
import dev.sluice.processor.llm.AnswerCheck;
import dev.sluice.processor.llm.Likelihoods;
import dev.sluice.processor.prompt.AnswerContract;
import dev.sluice.processor.prompt.AnswerContract.Reading;
import dev.sluice.schemas.avro.Entity;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.FieldEvidence;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import dev.sluice.validate.rule.RuleFacts;
import dev.sluice.validate.rule.Rules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Holds an extraction to the profile's schema and to the document: a field without words of the document to show for it is
 * an error, and so is what breaks a rule of the profile; an entity without is left out.
 */
final class ExtractionCheck implements AnswerCheck<Extraction> {
    private static final String FIELDS = "/fields";

    private final AnswerContract contract;
    private final JsonNode fieldsSchema;
    private final SourceText source;
    private final int textLength;
    private final Rules rules;

    ExtractionCheck(AnswerContract contract, JsonNode fieldsSchema, CleanText text, Rules rules) {
        this.contract = contract;
        this.fieldsSchema = fieldsSchema;
        this.source = new SourceText(text);
        this.textLength = text.original().length();
        this.rules = rules;
    }

    @Override
    public Verdict<Extraction> check(String json, Origin origin, Likelihoods likelihoods) {
        return switch (contract.read(json)) {
            case Reading.Faulty faulty -> new Verdict.Bad<>(faulty.problems());
            case Reading.Conforming conforming -> examine(conforming.answer(), origin, likelihoods.under(FIELDS));
        };
    }

    @Override
    public boolean decides(JsonPointer value) {
        return value.toString().startsWith(FIELDS + "/");
    }

    private Verdict<Extraction> examine(ObjectNode answer, Origin origin, Likelihoods likelihoods) {
        JsonNode fields = answer.path("fields");
        EvidenceReader evidence = new EvidenceReader(source, fields);
        evidence.read(answer.path("evidence"), fieldsSchema);
        EntityReader entities = new EntityReader(source);
        entities.read(answer.path("entities"));

        List<Problem> problems = new ArrayList<>(evidence.problems());
        problems.addAll(entities.warnings());
        problems.addAll(rules.check(new RuleFacts(fields, textLength, Optional.empty()), FIELDS)
                .problems());
        if (problems.stream().anyMatch(problem -> problem.getSeverity() == Severity.ERROR)) {
            return new Verdict.Bad<>(problems);
        }
        double own = evidence.confidence().orElseGet(() -> mean(entities.entities()));
        Map<String, Double> components = new TreeMap<>(Map.of("model", own));
        likelihoods.least().ifPresent(least -> components.put(Likelihoods.COMPONENT, least));
        double confidence = Collections.min(components.values());
        Extraction extraction = Extraction.newBuilder()
                .setEntities(entities.entities())
                .setFields(fields.toString())
                .setEvidence(limited(evidence.evidence(), likelihoods))
                .setConfidence(confidence)
                .setComponents(components)
                .setOrigin(origin)
                .build();
        return new Verdict.Good<>(extraction, confidence, problems);
    }

    /** A field is as certain as the model says and as likely as its tokens were, whichever is less. */
    private static List<FieldEvidence> limited(List<FieldEvidence> evidence, Likelihoods likelihoods) {
        return evidence.stream()
                .map(each -> likelihoods
                        .at(each.getPointer())
                        .filter(likelihood -> likelihood < each.getConfidence())
                        .map(likelihood -> FieldEvidence.newBuilder(each)
                                .setConfidence(likelihood)
                                .build())
                        .orElse(each))
                .toList();
    }

    /** Stands for the whole where the profile has no fields: one doubtful entity among many does not spoil the rest. */
    private static double mean(List<Entity> entities) {
        return entities.stream().mapToDouble(Entity::getConfidence).average().orElse(1);
    }
}
