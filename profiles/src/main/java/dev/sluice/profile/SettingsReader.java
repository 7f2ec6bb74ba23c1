package dev.sluice.profile;

import com.google.re2j.Pattern;
import dev.sluice.profile.StepsReader.StepEngines;
import dev.sluice.schemas.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code profile.yaml}. */
final class SettingsReader {
    private static final double STANDARD_ACCEPT = 0.80;

    private final StepsReader stepsReader;
    private final Faults faults;

    /**
     * Prepares for the settings of profiles.
     *
     * @param engines the names that steps may use
     */
    SettingsReader(Set<String> engines, Faults faults) {
        this.stepsReader = new StepsReader(engines);
        this.faults = faults;
    }

    /** What {@code profile.yaml} says; the prompts are files of their own. */
    record ProfileSettings(
            String description,
            List<RecognitionRule> recognition,
            boolean routed,
            Map<Stage, StepEngines> steps,
            Optional<CombinedSettings> combined,
            GateSettings gate,
            ProfileBudget budget) {}

    /**
     * Reads the file.
     *
     * @param fields what its checks are about; without, they are not read
     */
    Optional<ProfileSettings> read(String file, String text, Optional<FieldsSchema> fields) {
        return DataFile.yaml(file, text, 1, faults).map(data -> {
            Settings settings = new Settings(data, faults);
            String description = settings.text("description");
            List<RecognitionRule> recognition =
                    settings.sections("recognition").stream().map(this::rule).toList();
            boolean routed = settings.flag("routed");
            Settings stepsSection = settings.section("steps");
            Optional<CombinedSettings> combined = stepsReader.combined(stepsSection);
            Map<Stage, StepEngines> steps = stepsReader.read(stepsSection);
            Settings gate = settings.section("gate");
            double accept = gate.number("accept", STANDARD_ACCEPT, 0, 1);
            double audit = gate.number("audit", 0, 0, 1);
            gate.refuseOthers();
            ProfileBudget budget = budget(settings.section("budget"));
            Checks checks = fields.map(schema -> new ChecksReader(schema).read(settings))
                    .orElseGet(() -> ChecksReader.skip(settings));
            settings.refuseOthers();
            return new ProfileSettings(
                    description, recognition, routed, steps, combined, new GateSettings(accept, audit, checks), budget);
        });
    }

    private static ProfileBudget budget(Settings settings) {
        ProfileBudget budget =
                new ProfileBudget(settings.micros("hour"), settings.micros("day"), settings.micros("document"));
        settings.refuseOthers();
        return budget;
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
}
