package dev.sluice.processor.evaluate;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.processor.DirectResult;
import dev.sluice.processor.DirectResult.Accepted;
import dev.sluice.processor.DirectResult.Held;
import dev.sluice.processor.DirectResult.Unfinished;
import dev.sluice.processor.evaluate.Calibration.Prediction;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.LlmUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares results with what they should be. For one set of documents; not thread-safe. */
final class Scorer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SortedMap<String, FieldScore> fields = new TreeMap<>();
    private final List<Map.Entry<String, String>> labels = new ArrayList<>();
    private final List<Prediction> fieldPredictions = new ArrayList<>();
    private final List<Prediction> labelPredictions = new ArrayList<>();
    private final List<HeldDocument> held = new ArrayList<>();
    private final List<HeldDocument> unfinished = new ArrayList<>();
    private final List<Mistake> mistakes = new ArrayList<>();

    /** The scores of documents that went through. */
    static Scores score(String engine, List<Measured> documents) {
        Scorer scorer = new Scorer();
        documents.forEach(scorer::add);
        List<LlmUsage> calls = documents.stream()
                .flatMap(document -> document.result().calls().stream())
                .toList();
        return new Scores(
                engine,
                documents.size(),
                scorer.fields,
                LabelScore.of(scorer.labels),
                Calibration.of(scorer.fieldPredictions),
                Calibration.of(scorer.labelPredictions),
                scorer.held,
                scorer.unfinished,
                scorer.mistakes,
                Spend.of(calls),
                Latency.of(documents.stream().map(Measured::took).toList()));
    }

    private void add(Measured measured) {
        String name = measured.expected().name();
        DirectResult result = measured.result();
        switch (result) {
            case Accepted accepted -> compare(measured, result.document());
            case Held end -> {
                held.add(new HeldDocument(
                        name,
                        end.stage().id(),
                        end.rejection().reason().toString(),
                        end.rejection().detail()));
                compare(measured, result.document());
            }
            case Unfinished end ->
                unfinished.add(new HeldDocument(name, end.stage().id(), "UNFINISHED", end.cause()));
        }
    }

    private void compare(Measured measured, Enrichment document) {
        String name = measured.expected().name();
        measured.expected().fields().ifPresent(expected -> compareFields(name, expected, document.getExtraction()));
        measured.expected().label().ifPresent(expected -> compareLabel(name, expected, document.getClassification()));
    }

    private void compareFields(String name, JsonNode expected, Optional<Extraction> extraction) {
        JsonNode found =
                extraction.map(Extraction::getFields).map(Scorer::parse).orElseGet(MissingNode::getInstance);
        TreeSet<String> names = new TreeSet<>();
        expected.fieldNames().forEachRemaining(names::add);
        found.fieldNames().forEachRemaining(names::add);
        for (String field : names) {
            Optional<Object> wanted = FieldValue.of(expected.path(field));
            Optional<Object> got = FieldValue.of(found.path(field));
            boolean right = wanted.equals(got);
            fields.merge(field, count(wanted, got), FieldScore::plus);
            if (!right) {
                mistakes.add(
                        new Mistake(name, field, shown(wanted, expected.path(field)), shown(got, found.path(field))));
            }
            if (got.isPresent()) {
                confidence(extraction.orElseThrow(), field)
                        .ifPresent(confidence -> fieldPredictions.add(new Prediction(confidence, right)));
            }
        }
    }

    private void compareLabel(String name, String expected, Optional<Classification> classification) {
        String found = classification.map(Classification::getLabel).orElse(LabelScore.NONE);
        labels.add(Map.entry(expected, found));
        boolean right = found.equals(expected);
        if (!right) {
            mistakes.add(new Mistake(name, "label", expected, found));
        }
        classification.ifPresent(given -> labelPredictions.add(new Prediction(given.getConfidence(), right)));
    }

    private static FieldScore count(Optional<Object> wanted, Optional<Object> got) {
        if (wanted.equals(got)) {
            return new FieldScore(wanted.isPresent() ? 1 : 0, 0, 0, 0);
        }
        if (wanted.isPresent() && got.isPresent()) {
            return new FieldScore(0, 1, 0, 0);
        }
        return got.isPresent() ? new FieldScore(0, 0, 1, 0) : new FieldScore(0, 0, 0, 1);
    }

    /** The least of the evidence for a field and its parts; empty if the engine gave none. */
    private static OptionalDouble confidence(Extraction extraction, String field) {
        return extraction.getEvidence().stream()
                .filter(evidence ->
                        field.equals(JsonPointer.compile(evidence.getPointer()).getMatchingProperty()))
                .mapToDouble(evidence -> evidence.getConfidence())
                .min();
    }

    private static String shown(Optional<Object> value, JsonNode json) {
        return value.isEmpty() ? "" : json.toString();
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an extraction's fields are not JSON: " + json, e);
        }
    }
}
