package dev.sluice.processor.extract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.processor.extract.SourceText.Passage;
import dev.sluice.schemas.avro.FieldEvidence;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import dev.sluice.validate.FieldQuotes;
import dev.sluice.validate.RequiredEvidence;
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
    /** What is shorter stands in a document by chance. */
    private static final int SHORTEST_TO_LOOK_FOR = 4;

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
        for (RequiredEvidence required : RequiredEvidence.of(fields, schema)) {
            JsonPointer pointer = required.pointer();
            if (!isCovered(pointer)) {
                problems.add(problem(
                        Severity.ERROR,
                        "/fields" + pointer,
                        "has no evidence; add an entry with the pointer " + pointer
                                + " and the words of the document that say so, or leave the value out"));
            } else if (isGrounded(pointer) && !required.isSaidBy(quotes(pointer))) {
                moveOrRefuse(required);
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
        evidence.add(evidence(pointer, passage.get(), entry.path("confidence").asDouble()));
    }

    /** Where the words quoted do not say the value but others do, those are its evidence. */
    private void moveOrRefuse(RequiredEvidence required) {
        JsonPointer pointer = required.pointer();
        String value = required.value().asText();
        Optional<Passage> elsewhere = required.value().isTextual() && value.length() >= SHORTEST_TO_LOOK_FOR
                ? source.find(value)
                : Optional.empty();
        if (elsewhere.isEmpty()) {
            problems.add(problem(
                    Severity.ERROR,
                    "/fields" + pointer,
                    "is not what the words quoted for it say; give the value that they say, quote the words that say this"
                            + " one, or leave the value out"));
            return;
        }
        double confidence = evidence.stream()
                .filter(each -> each.getPointer().equals(pointer.toString()))
                .mapToDouble(FieldEvidence::getConfidence)
                .max()
                .orElseGet(() -> confidence().orElse(0.0));
        evidence.removeIf(each -> each.getPointer().equals(pointer.toString()));
        evidence.add(evidence(pointer, elsewhere.get(), confidence));
        problems.add(problem(
                Severity.WARNING,
                "/fields" + pointer,
                "is not in the words quoted for it, but stands elsewhere in the document; that place was taken"));
    }

    /** The quotes for a value and for the parts of the fields around it. */
    private List<String> quotes(JsonPointer pointer) {
        return FieldQuotes.of(evidence, pointer);
    }

    private boolean isGrounded(JsonPointer pointer) {
        return !quotes(pointer).isEmpty();
    }

    private static FieldEvidence evidence(JsonPointer pointer, Passage passage, double confidence) {
        return FieldEvidence.newBuilder()
                .setPointer(pointer.toString())
                .setQuote(passage.words())
                .setSpan(passage.span())
                .setConfidence(confidence)
                .build();
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
