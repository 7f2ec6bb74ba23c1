package dev.sluice.benchmarks;

import java.util.List;
import java.util.Optional;

/**
 * A way to ask models.
 *
 * @param name in the table
 * @param engines in order, as a profile lists them: {@code model} is the small one
 * @param combined the engine that is asked one question for all steps, if one is
 * @param cached whether answers are kept
 */
record CostVariant(String name, String engines, Optional<String> combined, boolean cached) {
    private static final String LARGE = "large";
    private static final String SMALL_FIRST = "model, large";
    private static final Optional<String> CHAIN = Optional.empty();

    static final List<CostVariant> ALL = List.of(
            new CostVariant("large model, three questions", LARGE, CHAIN, false),
            new CostVariant("the same, answers cached", LARGE, CHAIN, true),
            new CostVariant("large model, one question", LARGE, Optional.of(LARGE), false),
            new CostVariant("small model first, three questions", SMALL_FIRST, CHAIN, false),
            new CostVariant("small model first, one question", SMALL_FIRST, Optional.of("model"), false),
            new CostVariant("all of it: small first, one question, cached", SMALL_FIRST, Optional.of("model"), true));

    /** What a profile's settings become. */
    String applyTo(String profile) {
        return profile.replace("engines: [model]", "engines: [" + engines + "]")
                .replaceFirst(
                        "(?m)^steps:$",
                        combined.map(engine -> "steps:\n  combined:\n    engine: " + engine)
                                .orElse("steps:"));
    }
}
