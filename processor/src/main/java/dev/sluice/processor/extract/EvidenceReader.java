package dev.sluice.processor.extract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.processor.extract.SourceText.Passage;
import dev.sluice.schemas.avro.FieldEvidence;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the evidence of a profile's fields out of an answer that conforms to its schema, and checks that no value goes
 * without. For one answer.
 */
final class EvidenceReader {
    private final SourceText source;
    private final JsonNode fields;
    private final List<FieldEvidence> evidence = new ArrayList<>();
    private final Map<JsonPointer, Problem> ungrounded = new LinkedHashMap<>();
    private final Set<JsonPointer> grounded = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();

    EvidenceReader(SourceText source, JsonNode fields) {
        this.source = source;
        this.fields = fields;
    }

    /** @param schema of the fields */
    void read(JsonNode list, JsonNode schema) {
        for (int i = 0; i < list.size(); i++) {
            read("/evidence/" + i, list.get(i));
        }
        ungrounded.forEach((pointer, problem) -> {
            if (!grounded.contains(pointer)) {
                problems.add(problem);
            }
        });
        for (JsonPointer pointer : RequiredEvidence.of(fields, schema)) {
            if (!isCovered(pointer)) {
                problems.add(problem(
                        Severity.ERROR,
                        "/fields" + pointer,
                        "has no evidence; add an entry with the pointer " + pointer
                                + " and the words of the document that say so, or leave the value out"));
            }
        }
    }

    List<FieldEvidence> evidence() {
        return evidence;
    }

    List<Problem> problems() {
        return problems;
    }

    /** The confidence of the least certain field, of each of which the best evidence counts; empty without any. */
    Optional<Double> confidence() {
        return confidence(evidence);
    }

    /** The same of evidence that was put together from several answers. */
    static Optional<Double> confidence(List<FieldEvidence> evidence) {
        Map<String, Double> best = new LinkedHashMap<>();
        evidence.forEach(each -> best.merge(each.getPointer(), each.getConfidence(), Math::max));
        return best.values().stream().min(Double::compare);
    }

    private void read(String at, JsonNode entry) {
        JsonPointer pointer = JsonPointer.compile(entry.path("pointer").asText());
        JsonNode value = fields.at(pointer);
        if (value.isMissingNode() || value.isNull()) {
            problems.add(
                    problem(Severity.WARNING, at, "is about " + pointer + ", which has no value; it was left out"));
            return;
        }
        String quote = entry.path("quote").asText();
        Optional<Passage> passage = source.find(quote);
        if (passage.isEmpty()) {
            ungrounded.put(
                    pointer,
                    problem(
                            Severity.ERROR,
                            at + "/quote",
                            "is not in the document; quote it word for word, or if it does not say " + pointer
                                    + " at all, leave that value out"));
            return;
        }
        grounded.add(pointer);
        evidence.add(FieldEvidence.newBuilder()
                .setPointer(pointer.toString())
                .setQuote(passage.get().words())
                .setSpan(passage.get().span())
                .setConfidence(entry.path("confidence").asDouble())
                .build());
    }

    /** Whether there is evidence, right or wrong, for a value or for a part of the fields around it. */
    private boolean isCovered(JsonPointer pointer) {
        for (JsonPointer at = pointer; at != null && !at.matches(); at = at.head()) {
            if (grounded.contains(at) || ungrounded.containsKey(at)) {
                return true;
            }
        }
        return false;
    }

    private static Problem problem(Severity severity, String pointer, String message) {
        return new Problem("grounding", pointer, message, severity);
    }
}
