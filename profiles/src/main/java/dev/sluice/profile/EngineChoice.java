package dev.sluice.profile;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * An engine of a step, and the documents that it is for.
 *
 * @param engine its name in the configuration; {@code model} is the default model and {@code offline} the rule engine
 * @param votes how many answers it gives, of which the majority counts; 1 for a single answer
 * @param when the documents that it is asked about
 */
public record EngineChoice(String engine, int votes, Condition when) {
    /** The most votes that can be asked for. */
    public static final int MOST_VOTES = 15;

    public EngineChoice {
        if (votes < 1 || votes > MOST_VOTES) {
            throw new IllegalArgumentException("votes is " + votes + "; it must be 1 to " + MOST_VOTES);
        }
    }

    /** A single answer, for any document. */
    public static EngineChoice of(String engine) {
        return new EngineChoice(engine, 1, Condition.ANY);
    }

    /**
     * Which documents an engine is for; all of it must hold, and what is absent always does.
     *
     * @param tokensAbove the text has more tokens than this
     * @param tokensBelow the text has fewer tokens than this
     * @param languages the text is in one of these, by ISO 639-1; any if empty
     * @param tables whether there must be tables, or must not
     */
    public record Condition(
            OptionalInt tokensAbove, OptionalInt tokensBelow, Set<String> languages, Optional<Boolean> tables) {
        /** Any document. */
        public static final Condition ANY =
                new Condition(OptionalInt.empty(), OptionalInt.empty(), Set.of(), Optional.empty());

        public Condition {
            languages = Set.copyOf(languages);
        }

        /** Whether the engine is for such a document. */
        public boolean holds(DocumentTraits document) {
            return (tokensAbove.isEmpty() || document.tokens() > tokensAbove.getAsInt())
                    && (tokensBelow.isEmpty() || document.tokens() < tokensBelow.getAsInt())
                    && (languages.isEmpty()
                            || document.language().filter(languages::contains).isPresent())
                    && (tables.isEmpty() || tables.get() == document.tables());
        }
    }
}
