package dev.sluice.processor.gate;

import dev.sluice.processor.step.Rejection;
import dev.sluice.profile.Category;
import dev.sluice.profile.Profile;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.FieldEvidence;
import dev.sluice.schemas.avro.GateReport;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import dev.sluice.schemas.avro.Summary;
import dev.sluice.schemas.avro.Transcription;
import dev.sluice.validate.JsonSchemaValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The last check before a result is published, whichever engine made it: fields against the profile's schema, the label
 * against its categories, evidence against the text, and the least certain part against the profile's threshold.
 * Immutable and thread-safe.
 */
public final class Gate {
    private final Profile profile;
    private final JsonSchemaValidator fields;

    /** The gate of one profile. */
    public Gate(Profile profile) {
        this.profile = profile;
        this.fields = new JsonSchemaValidator(profile.fields().json().toString());
    }

    /** Judges a finished document that was text. */
    public Verdict judge(Extraction extraction, Summary summary, Classification classification) {
        return judge(extraction, summary, classification, Optional.empty());
    }

    /**
     * Judges a finished document.
     *
     * @param transcription how its text was read, if it was a picture: nothing can be surer than that
     */
    public Verdict judge(
            Extraction extraction,
            Summary summary,
            Classification classification,
            Optional<Transcription> transcription) {
        Map<String, Double> components = new TreeMap<>(Map.of(
                "extraction", extraction.getConfidence(),
                "summary", summary.getConfidence(),
                "classification", classification.getConfidence()));
        transcription.ifPresent(read -> components.put("transcription", read.getConfidence()));
        List<Problem> invalid =
                new ArrayList<>(fields.validate(extraction.getFields()).problems());
        invalid.addAll(unknownLabel(classification));
        if (!invalid.isEmpty()) {
            return held(DeadLetterReason.INVALID_OUTPUT, invalid);
        }
        List<Problem> ungrounded = ungrounded(extraction);
        if (!ungrounded.isEmpty()) {
            return held(DeadLetterReason.UNGROUNDED, ungrounded);
        }
        List<Problem> uncertain = uncertain(components);
        if (!uncertain.isEmpty()) {
            return held(DeadLetterReason.LOW_CONFIDENCE, uncertain);
        }
        double confidence = components.values().stream()
                .mapToDouble(Double::doubleValue)
                .min()
                .orElseThrow();
        return new Verdict.Accepted(confidence, new GateReport(profile.gate().accept(), components, List.of()));
    }

    private List<Problem> unknownLabel(Classification classification) {
        boolean known = profile.categories().stream()
                .map(Category::label)
                .anyMatch(label -> label.equals(classification.getLabel()));
        return known
                ? List.of()
                : List.of(error(
                        "category",
                        "/classification/label",
                        "'" + classification.getLabel() + "' is not a category of the profile " + profile.name()));
    }

    private static List<Problem> ungrounded(Extraction extraction) {
        return extraction.getEvidence().stream()
                .filter(evidence -> evidence.getQuote().isPresent())
                .filter(evidence -> evidence.getSpan().isEmpty())
                .map(Gate::ungrounded)
                .toList();
    }

    private static Problem ungrounded(FieldEvidence evidence) {
        return error(
                "grounding",
                "/extraction/fields" + evidence.getPointer(),
                "the quote '" + evidence.getQuote().orElse("") + "' is not in the document");
    }

    private List<Problem> uncertain(Map<String, Double> components) {
        return components.entrySet().stream()
                // A confidence that is not a number is none.
                .filter(component -> !(component.getValue() >= profile.gate().accept()))
                .map(component -> error(
                        "confidence",
                        "/" + component.getKey(),
                        String.format(
                                Locale.ROOT,
                                "the confidence of the %s is %.2f, below the %.2f that the profile %s asks for",
                                component.getKey(),
                                component.getValue(),
                                profile.gate().accept(),
                                profile.name())))
                .toList();
    }

    private static Verdict held(DeadLetterReason reason, List<Problem> problems) {
        String detail = problems.stream().map(Problem::getMessage).collect(Collectors.joining("; "));
        return new Verdict.Held(new Rejection(reason, detail, problems));
    }

    private static Problem error(String validator, String pointer, String message) {
        return new Problem(validator, pointer, message, Severity.ERROR);
    }
}
