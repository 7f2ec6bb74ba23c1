package dev.sluice.profile;

import com.google.re2j.Pattern;
import dev.sluice.schemas.Stage;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code profile.yaml}. */
final class SettingsReader {
    private static final List<String> STANDARD_ENGINES = List.of("model");
    private static final int STANDARD_ATTEMPTS = 3;
    private static final double STANDARD_ACCEPT = 0.80;

    private final Set<String> engines;
    private final Faults faults;

    /**
     * Prepares for the settings of profiles.
     *
     * @param engines the names that steps may use
     */
    SettingsReader(Set<String> engines, Faults faults) {
        this.engines = engines;
        this.faults = faults;
    }

    /** What {@code profile.yaml} says; the prompts are files of their own. */
    record ProfileSettings(
            String description, List<RecognitionRule> recognition, Map<Stage, StepEngines> steps, GateSettings gate) {}

    /** The engines of a step and how often each may answer. */
    record StepEngines(List<String> engines, int attempts, OptionalInt maxInputTokens) {}

    Optional<ProfileSettings> read(String file, String text) {
        return DataFile.yaml(file, text, 1, faults).map(data -> {
            Settings settings = new Settings(data, faults);
            String description = settings.text("description");
            List<RecognitionRule> recognition =
                    settings.sections("recognition").stream().map(this::rule).toList();
            Map<Stage, StepEngines> steps = steps(settings.section("steps"));
            Settings gate = settings.section("gate");
            double accept = gate.number("accept", STANDARD_ACCEPT, 0, 1);
            gate.refuseOthers();
            settings.refuseOthers();
            return new ProfileSettings(description, recognition, steps, new GateSettings(accept));
        });
    }

    private RecognitionRule rule(Settings settings) {
        Map<String, Pattern> metadata = new LinkedHashMap<>();
        settings.each(
                "metadata", (section, key) -> section.pattern(key).ifPresent(pattern -> metadata.put(key, pattern)));
        int before = faults.count();
        RecognitionRule rule = new RecognitionRule(
                settings.optionalText("media_type"),
                settings.pattern("source_uri"),
                metadata,
                settings.pattern("text"));
        settings.refuseOthers();
        if (rule.conditions() == 0 && faults.count() == before) {
            settings.fault("has no condition, so it would claim every document", "Add a condition or remove the rule");
        }
        return rule;
    }

    private Map<Stage, StepEngines> steps(Settings settings) {
        Map<Stage, StepEngines> steps = new EnumMap<>(Stage.class);
        for (Stage stage : ProfileReader.PROMPTED) {
            Settings step = settings.section(stage.id());
            List<String> names = step.texts("engines", STANDARD_ENGINES);
            for (String name : names) {
                if (!engines.contains(name)) {
                    step.fault(
                            "engines",
                            "names " + name + ", which is no engine",
                            "Use " + String.join(", ", new TreeSet<>(engines)) + ", or add it to the configuration");
                }
            }
            steps.put(
                    stage,
                    new StepEngines(
                            names,
                            step.integer("attempts", STANDARD_ATTEMPTS, 1, 10),
                            step.optionalInteger("max_input_tokens", 4_000, 2_000_000)));
            step.refuseOthers();
        }
        settings.refuseOthers();
        return steps;
    }
}
