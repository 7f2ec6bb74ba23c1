package dev.sluice.profile;

import java.util.List;

/**
 * How one stage makes its result.
 *
 * @param engines the engines to try, in order, by their names in the configuration; {@code model} is the configured
 *     default model and {@code offline} the rule engine
 * @param attempts the most answers one engine may give until one is valid, 1 to 10
 * @param reasoning whether a model is to think in writing before it answers; kept with the attempt, not in the result
 * @param prompt what a model is told
 */
public record StepSettings(List<String> engines, int attempts, boolean reasoning, PromptTemplate prompt) {

    public StepSettings {
        engines = List.copyOf(engines);
        if (attempts < 1 || attempts > 10) {
            throw new IllegalArgumentException("attempts is " + attempts + "; it must be 1 to 10");
        }
    }
}
