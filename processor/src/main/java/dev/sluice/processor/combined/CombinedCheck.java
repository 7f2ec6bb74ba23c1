package dev.sluice.processor.combined;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.processor.llm.AnswerCheck;
import dev.sluice.processor.llm.Likelihoods;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Summary;
import dev.sluice.validate.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Holds each part of an answer to its own stage's check. */
final class CombinedCheck implements AnswerCheck<CombinedResult> {
    private final AnswerCheck<Extraction> extraction;
    private final AnswerCheck<Summary> summary;
    private final AnswerCheck<Classification> classification;

    CombinedCheck(
            AnswerCheck<Extraction> extraction,
            AnswerCheck<Summary> summary,
            AnswerCheck<Classification> classification) {
        this.extraction = extraction;
        this.summary = summary;
        this.classification = classification;
    }

    @Override
    public Verdict<CombinedResult> check(String json, Origin origin, Likelihoods likelihoods) {
        JsonNode answer = parse(json);
        List<Problem> problems = new ArrayList<>();
        Verdict<Extraction> facts = check(extraction, answer, Stage.EXTRACT, origin, likelihoods, problems);
        Verdict<Summary> words = check(summary, answer, Stage.SUMMARIZE, origin, likelihoods, problems);
        Verdict<Classification> label = check(classification, answer, Stage.CLASSIFY, origin, likelihoods, problems);
        if (facts instanceof Verdict.Good<Extraction> goodFacts
                && words instanceof Verdict.Good<Summary> goodWords
                && label instanceof Verdict.Good<Classification> goodLabel) {
            double least = DoubleStream.of(goodFacts.confidence(), goodWords.confidence(), goodLabel.confidence())
                    .min()
                    .orElseThrow();
            return new Verdict.Good<>(
                    new CombinedResult(goodFacts.value(), goodWords.value(), goodLabel.value()), least, problems);
        }
        return new Verdict.Bad<>(problems);
    }

    @Override
    public boolean decides(JsonPointer value) {
        JsonPointer inPart = value.tail();
        return switch (value.getMatchingProperty()) {
            case "extract" -> extraction.decides(inPart);
            case "summarize" -> summary.decides(inPart);
            case "classify" -> classification.decides(inPart);
            default -> false;
        };
    }

    private static <T> Verdict<T> check(
            AnswerCheck<T> check,
            JsonNode answer,
            Stage stage,
            Origin origin,
            Likelihoods likelihoods,
            List<Problem> problems) {
        JsonNode part = answer.path(stage.id());
        Verdict<T> verdict =
                check.check(part.isMissingNode() ? "" : part.toString(), origin, likelihoods.under("/" + stage.id()));
        List<Problem> found = switch (verdict) {
            case Verdict.Good<T> good -> good.warnings();
            case Verdict.Bad<T> bad -> bad.problems();
        };
        found.forEach(problem -> problems.add(new Problem(
                problem.getValidator(),
                "/" + stage.id() + problem.getPointer(),
                problem.getMessage(),
                problem.getSeverity())));
        return verdict;
    }

    /** What is no JSON has no parts either, which each of the checks finds. */
    private static JsonNode parse(String json) {
        try {
            return StrictJson.read(json);
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
