package dev.sluice.processor.llm;

import com.fasterxml.jackson.core.JsonPointer;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import java.util.List;

/**
 * Decides whether a model's answer will do, and makes the stage's result of it. Deterministic and free of side effects:
 * an answer is checked again when a run is taken up after a crash or a wait.
 *
 * @param <T> the stage's result
 */
@FunctionalInterface
public interface AnswerCheck<T> {

    /**
     * Checks one answer.
     *
     * @param json the answer; need not be JSON, which then is a problem
     * @param origin who gave it
     * @param likelihoods of the values that decide
     */
    Verdict<T> check(String json, Origin origin, Likelihoods likelihoods);

    /** Whether it matters to the result how likely the model held the value there; nothing does by default. */
    default boolean decides(JsonPointer value) {
        return false;
    }

    /** What a check found. */
    sealed interface Verdict<T> {

        /**
         * The answer will do.
         *
         * @param confidence 0 to 1
         * @param warnings what was put right or left out
         */
        record Good<T>(T value, double confidence, List<Problem> warnings) implements Verdict<T> {
            public Good {
                warnings = List.copyOf(warnings);
            }
        }

        /**
         * The answer will not do.
         *
         * @param problems what the model is told to correct; at least one error
         */
        record Bad<T>(List<Problem> problems) implements Verdict<T> {
            public Bad {
                problems = List.copyOf(problems);
                if (problems.stream().noneMatch(problem -> problem.getSeverity() == Severity.ERROR)) {
                    throw new IllegalArgumentException("an answer that will not do has at least one error");
                }
            }
        }
    }
}
