package dev.sluice.profile;

import dev.sluice.profile.EngineChoice.Condition;
import dev.sluice.schemas.Stage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code steps} of {@code profile.yaml}. */
final class StepsReader {
    private static final int STANDARD_ATTEMPTS = 3;
    private static final int STANDARD_CRITICAL_VOTES = 3;
    private static final String COMBINED = "combined";
    private static final int MOST_TOKENS = 10_000_000;

    private final Set<String> engines;

    /** @param engines the names that steps may use */
    StepsReader(Set<String> engines) {
        this.engines = engines;
    }

    /** What {@code profile.yaml} says of a step; its prompt is a file of its own. */
    record StepEngines(
            List<EngineChoice> engines,
            int attempts,
            OptionalInt maxInputTokens,
            int criticalVotes,
            boolean reasoning,
            int similarExamples) {}

    /** The settings of the one question for all stages, if there are some. */
    Optional<CombinedSettings> combined(Settings settings) {
        if (settings.get(COMBINED) == null) {
            return Optional.empty();
        }
        Settings section = settings.section(COMBINED);
        String engine = section.optionalText("engine").orElse(CombinedSettings.STANDARD.engine());
        if (!engines.contains(engine) || engine.equals("offline")) {
            section.fault("engine", "is " + engine + ", which is no model", "Name a model of the configuration");
        }
        CombinedSettings combined = new CombinedSettings(
                engine,
                section.integer("tokens_below", CombinedSettings.STANDARD.tokensBelow(), 1, MOST_TOKENS),
                section.integer("attempts", CombinedSettings.STANDARD.attempts(), 1, 10));
        section.refuseOthers();
        return Optional.of(combined);
    }

    Map<Stage, StepEngines> read(Settings settings) {
        Map<Stage, StepEngines> steps = new EnumMap<>(Stage.class);
        for (Stage stage : ProfileReader.PROMPTED) {
            Settings step = settings.section(stage.id());
            int criticalVotes = stage == Stage.CLASSIFY
                    ? step.integer("critical_votes", STANDARD_CRITICAL_VOTES, 2, EngineChoice.MOST_VOTES)
                    : STANDARD_CRITICAL_VOTES;
            steps.put(
                    stage,
                    new StepEngines(
                            choices(stage, step),
                            step.integer("attempts", STANDARD_ATTEMPTS, 1, 10),
                            step.optionalInteger("max_input_tokens", 4_000, 2_000_000),
                            criticalVotes,
                            step.flag("reasoning"),
                            similarExamples(step.section("examples"))));
            step.refuseOthers();
        }
        settings.refuseOthers();
        return steps;
    }

    private static int similarExamples(Settings examples) {
        int similar = examples.integer(
                "similar", StepSettings.STANDARD_SIMILAR_EXAMPLES, 0, StepSettings.MOST_SIMILAR_EXAMPLES);
        examples.refuseOthers();
        return similar;
    }

    private List<EngineChoice> choices(Stage stage, Settings step) {
        List<Settings> entries = step.sections("engines", "engine");
        if (entries.isEmpty()) {
            return List.of(EngineChoice.of("model"));
        }
        List<EngineChoice> choices = new ArrayList<>();
        entries.forEach(entry -> choices.add(choice(stage, entry)));
        if (choices.stream().noneMatch(choice -> choice.when().equals(Condition.ANY))) {
            step.fault(
                    "engines",
                    "has a condition for every engine, so some documents would have none",
                    "End the list with an engine without when");
        }
        return choices;
    }

    private EngineChoice choice(Stage stage, Settings entry) {
        String name = entry.text("engine");
        if (!name.isEmpty() && !engines.contains(name)) {
            entry.fault(
                    "engine",
                    "is " + name + ", which is no engine",
                    "Use " + String.join(", ", new TreeSet<>(engines)) + ", or add it to the configuration");
        }
        int votes = entry.integer("votes", 1, 1, EngineChoice.MOST_VOTES);
        if (votes > 1 && name.equals("offline")) {
            entry.fault("votes", "makes no sense for offline, which always answers the same", "Remove it");
        }
        if (votes > 1 && stage == Stage.SUMMARIZE) {
            entry.fault("votes", "cannot be counted on summaries, of which no two are alike", "Remove it");
        }
        EngineChoice choice = new EngineChoice(name, votes, condition(entry.section("when")));
        entry.refuseOthers();
        return choice;
    }

    private static Condition condition(Settings when) {
        Condition condition = new Condition(
                tokens(when, "tokens_above"),
                tokens(when, "tokens_below"),
                new LinkedHashSet<>(when.texts("languages", List.of())),
                when.optionalBoolean("tables"));
        when.refuseOthers();
        return condition;
    }

    private static OptionalInt tokens(Settings when, String key) {
        int tokens = when.integer(key, -1, 0, MOST_TOKENS);
        return tokens < 0 ? OptionalInt.empty() : OptionalInt.of(tokens);
    }
}
