package dev.sluice.processor.engine;

import dev.sluice.processor.engine.EngineResult.Answered;
import java.util.List;

/**
 * How several answers to one task are counted. Stateless and thread-safe.
 *
 * @param <T> the stage's result
 */
@FunctionalInterface
public interface Ballot<T> {
    /** The name of the share of the votes that the winner has, among the components of its confidence. */
    String AGREEMENT = "agreement";

    /**
     * Counts answers, each with its confidence as weight.
     *
     * @param answers at least one
     * @param abstentions how often no answer was given that would do; each is a vote of weight 1 for nothing
     */
    Tally<T> count(List<Answered<T>> answers, int abstentions);

    /**
     * What the answers so far amount to.
     *
     * @param value the winner
     * @param confidence 0 to 1, as the value says it too
     * @param lead by how much weight it leads; as each further answer weighs 1 at most, so many more cannot change it
     */
    record Tally<T>(T value, double confidence, double lead) {}
}
