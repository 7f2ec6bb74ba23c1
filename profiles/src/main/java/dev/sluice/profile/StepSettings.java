package dev.sluice.profile;

import java.util.List;
import java.util.OptionalInt;

/**
 * How one stage makes its result.
 *
 * @param engines the engines to try, in order; at least one is for any document
 * @param attempts the most answers one engine may give until one is valid, 1 to 10
 * @param maxInputTokens the most of one request, 4,000 to 2,000,000, if not what is configured for the model
 * @param criticalVotes how many answers must agree on a critical label, at least 2
 * @param reasoning whether a model is to think in writing before it answers; kept with the attempt, not in the result
 * @param prompt what a model is told
 * @param similarExamples how many of the examples and corrections that are most like a document a model is shown with it,
 *     beside the examples in the prompt, 0 to 10
 */
public record StepSettings(
        List<EngineChoice> engines,
        int attempts,
        OptionalInt maxInputTokens,
        int criticalVotes,
        boolean reasoning,
        PromptTemplate prompt,
        int similarExamples) {
    /** How many similar examples are shown where a profile does not say. */
    public static final int STANDARD_SIMILAR_EXAMPLES = 3;

    static final int MOST_SIMILAR_EXAMPLES = 10;

    StepSettings withEngines(List<EngineChoice> choices) {
        return new StepSettings(choices, attempts, maxInputTokens, criticalVotes, reasoning, prompt, similarExamples);
    }

    StepSettings withSimilarExamples(int count) {
        return new StepSettings(engines, attempts, maxInputTokens, criticalVotes, reasoning, prompt, count);
    }

    StepSettings withPrompt(PromptTemplate other) {
        return new StepSettings(engines, attempts, maxInputTokens, criticalVotes, reasoning, other, similarExamples);
    }

    public StepSettings {
        engines = List.copyOf(engines);
        if (attempts < 1 || attempts > 10) {
            throw new IllegalArgumentException("attempts is " + attempts + "; it must be 1 to 10");
        }
        if (similarExamples < 0 || similarExamples > MOST_SIMILAR_EXAMPLES) {
            throw new IllegalArgumentException("similarExamples is " + similarExamples + "; it must be 0 to 10");
        }
    }
}
