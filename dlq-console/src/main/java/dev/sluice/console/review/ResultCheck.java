package dev.sluice.console.review;

import dev.sluice.profile.GateSettings;
import dev.sluice.profile.LiveProfiles;
import dev.sluice.profile.Profile;
import dev.sluice.schemas.avro.CorrectedResults;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import dev.sluice.validate.JsonSchemaValidator;
import dev.sluice.validate.ValidationResult;
import dev.sluice.validate.rule.RuleFacts;
import dev.sluice.validate.rule.RuleFacts.Conclusions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds what a person wants to publish to the document's profile: its fields' schema, its labels and, for corrections, its
 * rules. Problems point into the object of {@code fields}, {@code summary} and {@code label}. Thread-safe.
 */
public final class ResultCheck {
    /** Above this the fields or the summary of a correction are refused: the item carries them too. */
    static final int MOST_CHARACTERS = 256 * 1024;

    private final LiveProfiles profiles;

    public ResultCheck(LiveProfiles profiles) {
        this.profiles = profiles;
    }

    /** What is wrong with a correction of this document; warnings do not stand in its way. */
    public ValidationResult correction(DeadLetter letter, CorrectedResults results) {
        return check(letter, Findings.of(letter).corrected(results), true);
    }

    /**
     * What is wrong with the results as they are. A rule that they break is not: a person may know better, which is why
     * the document was held.
     */
    public ValidationResult approval(DeadLetter letter) {
        return check(letter, Findings.of(letter), false);
    }

    /** What the gate asks for; nothing if the profile is gone. */
    GateSettings gate(DeadLetter letter) {
        return profile(letter).map(Profile::gate).orElseGet(() -> new GateSettings(0));
    }

    private Optional<Profile> profile(DeadLetter letter) {
        return letter.getProfile().flatMap(name -> profiles.current().find(name));
    }

    private ValidationResult check(DeadLetter letter, Findings findings, boolean withRules) {
        if (letter.getText().isEmpty()) {
            return problem("", "the document has no text to publish; redrive or discard it");
        }
        Optional<Profile> profile = profile(letter);
        if (profile.isEmpty()) {
            return problem(
                    "",
                    letter.getProfile()
                            .map(name ->
                                    "the profile " + name + " does not exist any more; add it again, or redrive the"
                                            + " document with another")
                            .orElse("the document has no profile yet; redrive it, and name one"));
        }
        ValidationResult shape =
                fields(profile.get(), findings).and(summary(findings)).and(label(profile.get(), findings));
        return withRules && shape.valid()
                ? shape.and(
                        rules(profile.get(), findings, letter.getText().get().length()))
                : shape;
    }

    private static ValidationResult fields(Profile profile, Findings findings) {
        String json = findings.fields().orElse("");
        if (json.isEmpty()) {
            return problem("/fields", "there are no fields; fill them in");
        }
        if (json.length() > MOST_CHARACTERS) {
            return problem("/fields", "have more than " + MOST_CHARACTERS + " characters; shorten them");
        }
        List<Problem> problems = new ArrayList<>();
        for (Problem problem : new JsonSchemaValidator(profile.fields().json().toString())
                .validate(json)
                .problems()) {
            problems.add(Problem.newBuilder(problem)
                    .setPointer("/fields" + problem.getPointer())
                    .build());
        }
        return new ValidationResult(problems);
    }

    private static ValidationResult summary(Findings findings) {
        String summary = findings.summary().orElse("");
        if (summary.isBlank()) {
            return problem("/summary", "there is no summary; write one");
        }
        return summary.length() > MOST_CHARACTERS
                ? problem("/summary", "has more than " + MOST_CHARACTERS + " characters; shorten it")
                : new ValidationResult(List.of());
    }

    private static ValidationResult label(Profile profile, Findings findings) {
        String label = findings.label().orElse("");
        return profile.labels().contains(label)
                ? new ValidationResult(List.of())
                : problem(
                        "/label",
                        "'" + label + "' is no category of the profile " + profile.name() + "; choose one of "
                                + String.join(", ", profile.labels()));
    }

    private static ValidationResult rules(Profile profile, Findings findings, int textLength) {
        Conclusions conclusions = new Conclusions(
                findings.summary().orElseThrow(), findings.label().orElseThrow());
        return profile.gate()
                .checks()
                .rules()
                .check(new RuleFacts(findings.fieldsJson(), textLength, Optional.of(conclusions)), "/fields");
    }

    private static ValidationResult problem(String pointer, String message) {
        return new ValidationResult(List.of(new Problem("review", pointer, message, Severity.ERROR)));
    }
}
