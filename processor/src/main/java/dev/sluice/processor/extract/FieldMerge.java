package dev.sluice.processor.extract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schemas.avro.FieldEvidence;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the fields of a document's parts together, each of the profile's top-level fields on its own. For one document.
 *
 * <ul>
 *   <li>A part that gives null has no say. Parts whose values do not contradict each other stand for one value: see
 *       {@link FieldValues#joined}.
 *   <li>Of several values the one with the best evidence wins, and what the others say is a warning.
 *   <li>Values whose evidence is equally good, within {@value #EQUAL}, contradict each other. Then what most parts say wins,
 *       of equals what stands first, and the confidence is at most {@value #CONTRADICTED}: a person should look.
 *   <li>A choice that needs no evidence is contradicted only where no value is said by more parts than any other.
 * </ul>
 */
final class FieldMerge {
    static final double EQUAL = 0.05;
    static final double CONTRADICTED = 0.5;

    private final List<PartFields> parts;
    private final ObjectNode merged = JsonNodeFactory.instance.objectNode();
    private final Set<String> contradicted = new LinkedHashSet<>();
    private final List<Problem> warnings = new ArrayList<>();

    /** One part's answer. */
    record PartFields(ObjectNode fields, List<FieldEvidence> evidence) {

        /** How sure the part is of a field: 0 without evidence. */
        double confidence(String field) {
            return evidence.stream()
                    .filter(each -> isOf(field, each))
                    .mapToDouble(FieldEvidence::getConfidence)
                    .max()
                    .orElse(0);
        }
    }

    /** One value that a field may have. */
    private record Claim(JsonNode value, double confidence, int parts) {}

    FieldMerge(List<PartFields> parts) {
        this.parts = parts;
        parts.stream()
                .flatMap(part -> part.fields().properties().stream())
                .map(property -> property.getKey())
                .distinct()
                .forEach(this::merge);
    }

    ObjectNode fields() {
        return merged;
    }

    List<Problem> warnings() {
        return warnings;
    }

    /** Whether a field has a value that other parts contradict. */
    boolean isContradicted() {
        return !contradicted.isEmpty();
    }

    /** The evidence for the values that were kept. */
    List<FieldEvidence> evidence() {
        Set<FieldEvidence> kept = new LinkedHashSet<>();
        for (PartFields part : parts) {
            for (FieldEvidence evidence : part.evidence()) {
                FieldValues.find(JsonPointer.compile(evidence.getPointer()), part.fields(), merged)
                        .map(pointer -> pointed(evidence, pointer))
                        .ifPresent(kept::add);
            }
        }
        return List.copyOf(kept);
    }

    private FieldEvidence pointed(FieldEvidence evidence, JsonPointer pointer) {
        boolean doubtful = contradicted.stream().anyMatch(field -> isOf(field, evidence));
        return FieldEvidence.newBuilder(evidence)
                .setPointer(pointer.toString())
                .setConfidence(doubtful ? Math.min(evidence.getConfidence(), CONTRADICTED) : evidence.getConfidence())
                .build();
    }

    private void merge(String field) {
        List<Claim> claims = claims(field);
        if (claims.isEmpty()) {
            merged.putNull(field);
            return;
        }
        double best = claims.stream().mapToDouble(Claim::confidence).max().orElse(0);
        List<Claim> equal = claims.stream()
                .filter(claim -> claim.confidence() >= best - EQUAL)
                // Stable: of equals the first stays first.
                .sorted(Comparator.comparingInt(Claim::parts).reversed())
                .toList();
        Claim winner = equal.getFirst();
        merged.set(field, winner.value());
        if (claims.size() > 1) {
            boolean outvoted = best == 0 && equal.get(1).parts() < winner.parts();
            boolean doubtful = equal.size() > 1 && !outvoted;
            if (doubtful) {
                contradicted.add(field);
            }
            warnings.add(warning(field, claims, winner, doubtful));
        }
    }

    private List<Claim> claims(String field) {
        List<Claim> claims = new ArrayList<>();
        for (PartFields part : parts) {
            JsonNode value = part.fields().path(field);
            if (!value.isNull() && !value.isMissingNode()) {
                add(claims, new Claim(value, part.confidence(field), 1));
            }
        }
        return claims;
    }

    private static void add(List<Claim> claims, Claim claim) {
        for (int i = 0; i < claims.size(); i++) {
            Claim earlier = claims.get(i);
            Optional<JsonNode> joined = FieldValues.joined(earlier.value(), claim.value());
            if (joined.isPresent()) {
                double confidence = Math.max(earlier.confidence(), claim.confidence());
                claims.set(i, new Claim(joined.get(), confidence, earlier.parts() + 1));
                return;
            }
        }
        claims.add(claim);
    }

    private static Problem warning(String field, List<Claim> claims, Claim winner, boolean doubtful) {
        String others = String.join(
                ", ",
                claims.stream()
                        .filter(claim -> !claim.equals(winner))
                        .map(claim -> String.valueOf(claim.value()))
                        .limit(3)
                        .toList());
        String verdict = doubtful ? ", with evidence as good, so it is doubtful" : "";
        return new Problem(
                "parts",
                "/fields" + JsonPointer.empty().appendProperty(field),
                "is " + winner.value() + " in " + winner.parts() + " of the parts and " + others + " in others"
                        + verdict,
                Severity.WARNING);
    }

    private static boolean isOf(String field, FieldEvidence evidence) {
        JsonPointer pointer = JsonPointer.compile(evidence.getPointer());
        return field.equals(pointer.getMatchingProperty());
    }
}
