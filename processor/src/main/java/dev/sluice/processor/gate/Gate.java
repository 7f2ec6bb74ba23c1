package dev.sluice.processor.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.processor.gate.Verdict.Accepted;
import dev.sluice.profile.Category;
import dev.sluice.profile.Checks;
import dev.sluice.profile.Profile;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.GateReport;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import dev.sluice.schemas.avro.Transcription;
import dev.sluice.validate.JsonSchemaValidator;
import dev.sluice.validate.Results;
import dev.sluice.validate.StrictJson;
import dev.sluice.validate.ValidationResult;
import dev.sluice.validate.rule.RuleFacts;
import dev.sluice.validate.rule.RuleFacts.Conclusions;
import dev.sluice.validate.safety.SafetyCheck;
import dev.sluice.validate.statistics.Distribution;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The last check before a result is published, whichever engine made it: fields against the profile's schema, the label
 * against its categories, the document for orders to the model, results for personal data, values against the words quoted
 * for them, the profile's rules, numbers against those of earlier documents, and the least certain part against the
 * profile's threshold. A document is held for the first of these that fails, with the problems that all of them found.
 * Immutable and thread-safe.
 */
public final class Gate {
    private static final String FIELDS = "/extraction/fields";

    private final Profile profile;
    private final Checks checks;
    private final JsonSchemaValidator fields;

    /** The gate of one profile. */
    public Gate(Profile profile) {
        this.profile = profile;
        this.checks = profile.gate().checks();
        this.fields = new JsonSchemaValidator(profile.fields().json().toString());
    }

    /**
     * Judges a finished document.
     *
     * @param before the distribution of a numeric field over the documents accepted so far, by its pointer
     */
    public Verdict judge(Enrichment document, Function<String, Distribution> before) {
        Results results = new Results(
                document.getExtraction().orElseThrow(),
                document.getSummary().orElseThrow(),
                document.getClassification().orElseThrow());
        String text = document.getText().orElseThrow();
        Findings findings = new Findings();
        findings.add(
                DeadLetterReason.INVALID_OUTPUT,
                fields.validate(results.extraction().getFields()));
        boolean readable = !findings.hasErrors();
        findings.add(DeadLetterReason.INVALID_OUTPUT, unknownLabel(results.classification()));
        findings.add(
                DeadLetterReason.SUSPECTED_INJECTION,
                new InjectionCheck(checks.injection()).check(text, results.extraction()));
        Map<String, Double> components = components(results, document.getTranscription());
        if (!readable) {
            findings.add(DeadLetterReason.LOW_CONFIDENCE, uncertain(components, results));
            return findings.held();
        }
        JsonNode values = read(results.extraction().getFields());
        SafetyCheck safety = new SafetyCheck(checks.personalData());
        Results safe = safety.check(results, values);
        findings.add(DeadLetterReason.UNSAFE_OUTPUT, safety.problems());
        findings.add(
                DeadLetterReason.UNGROUNDED,
                GroundingCheck.check(values, profile.fields().json(), results.extraction(), FIELDS));
        findings.add(DeadLetterReason.RULE_VIOLATION, checks.rules().check(facts(results, values, text), FIELDS));
        findings.add(DeadLetterReason.RULE_VIOLATION, checks.statistics().check(values, before, FIELDS));
        findings.add(DeadLetterReason.LOW_CONFIDENCE, uncertain(components, results));
        if (findings.hasErrors()) {
            return findings.held();
        }
        double confidence = components.values().stream()
                .mapToDouble(Double::doubleValue)
                .min()
                .orElseThrow();
        return new Accepted(
                confidence,
                new GateReport(profile.gate().accept(), components, findings.warnings()),
                Publication.of(document, safe, checks.personalData()),
                checks.statistics().numbers(values));
    }

    private static RuleFacts facts(Results results, JsonNode values, String text) {
        Conclusions conclusions = new Conclusions(
                results.summary().getText(), results.classification().getLabel());
        return new RuleFacts(values, text.length(), Optional.of(conclusions));
    }

    private static JsonNode read(String json) {
        try {
            return StrictJson.read(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the schema's check let pass what is no JSON", e);
        }
    }

    private ValidationResult unknownLabel(Classification classification) {
        boolean known = profile.categories().stream()
                .map(Category::label)
                .anyMatch(label -> label.equals(classification.getLabel()));
        Problem unknown = error(
                "category",
                "/classification/label",
                "'" + classification.getLabel() + "' is not a category of the profile " + profile.name());
        return new ValidationResult(known ? List.of() : List.of(unknown));
    }

    private static Map<String, Double> components(Results results, Optional<Transcription> transcription) {
        Map<String, Double> components = new TreeMap<>(Map.of(
                "extraction", results.extraction().getConfidence(),
                "summary", results.summary().getConfidence(),
                "classification", results.classification().getConfidence()));
        // Nothing can be surer than the words that it was made of.
        transcription.ifPresent(read -> components.put("transcription", read.getConfidence()));
        return components;
    }

    private ValidationResult uncertain(Map<String, Double> components, Results results) {
        Map<String, Optional<String>> causes = Map.of(
                "extraction", least(results.extraction().getComponents()),
                "classification", least(results.classification().getComponents()));
        return new ValidationResult(components.entrySet().stream()
                // A confidence that is not a number is none.
                .filter(component -> !(component.getValue() >= profile.gate().accept()))
                .map(component -> error(
                        "confidence",
                        "/" + component.getKey(),
                        String.format(
                                Locale.ROOT,
                                "the confidence of the %s%s is %.2f, below the %.2f that the profile %s asks for",
                                component.getKey(),
                                causes.getOrDefault(component.getKey(), Optional.empty())
                                        .map(cause -> " (by its component '" + cause + "')")
                                        .orElse(""),
                                component.getValue(),
                                profile.gate().accept(),
                                profile.name())))
                .toList());
    }

    private static Optional<String> least(Map<String, Double> components) {
        return components.entrySet().stream().min(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    private static Problem error(String validator, String pointer, String message) {
        return new Problem(validator, pointer, message, Severity.ERROR);
    }
}
