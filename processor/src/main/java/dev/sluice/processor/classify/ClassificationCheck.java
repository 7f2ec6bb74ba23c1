package dev.sluice.processor.classify;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.processor.llm.AnswerCheck;
import dev.sluice.processor.llm.Likelihoods;
import dev.sluice.processor.prompt.AnswerContract;
import dev.sluice.processor.prompt.AnswerContract.Reading;
import dev.sluice.schemas.avro.AlternativeLabel;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.Origin;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Holds a classification to its schema, which lists the profile's labels, and tidies the alternatives. */
final class ClassificationCheck implements AnswerCheck<Classification> {
    private static final String LABEL = "/label";

    private final AnswerContract contract;

    ClassificationCheck(AnswerContract contract) {
        this.contract = contract;
    }

    @Override
    public Verdict<Classification> check(String json, Origin origin, Likelihoods likelihoods) {
        return switch (contract.read(json)) {
            case Reading.Faulty faulty -> new Verdict.Bad<>(faulty.problems());
            case Reading.Conforming conforming -> {
                Classification classification = classification(conforming.answer(), origin, likelihoods);
                yield new Verdict.Good<>(classification, classification.getConfidence(), List.of());
            }
        };
    }

    @Override
    public boolean decides(JsonPointer value) {
        return value.toString().equals(LABEL);
    }

    private static Classification classification(ObjectNode answer, Origin origin, Likelihoods likelihoods) {
        String label = answer.path("label").asText();
        Map<String, Double> components =
                new TreeMap<>(Map.of("model", answer.path("confidence").asDouble()));
        likelihoods.at(LABEL).ifPresent(likelihood -> components.put(Likelihoods.COMPONENT, likelihood));
        return Classification.newBuilder()
                .setLabel(label)
                .setConfidence(Collections.min(components.values()))
                .setComponents(components)
                .setAlternatives(alternatives(answer.path("alternatives"), label))
                .setRationale(answer.path("rationale").asText().strip())
                .setOrigin(origin)
                .build();
    }

    /** Each other label once, with the highest confidence given to it, the most likely first. */
    private static List<AlternativeLabel> alternatives(JsonNode list, String label) {
        Map<String, Double> best = new TreeMap<>();
        list.forEach(each ->
                best.merge(each.path("label").asText(), each.path("confidence").asDouble(), Math::max));
        best.remove(label);
        return best.entrySet().stream()
                .map(each -> new AlternativeLabel(each.getKey(), each.getValue()))
                .sorted(Comparator.comparingDouble(AlternativeLabel::getConfidence)
                        .reversed())
                .toList();
    }
}
