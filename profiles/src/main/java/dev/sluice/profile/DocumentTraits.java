package dev.sluice.profile;

import java.util.Optional;

/**
 * What makes a document easy or hard for a model.
 *
 * @param tokens about how many tokens its text has: a fourth of its characters, rounded up
 * @param language ISO 639-1; empty if unknown
 * @param tables whether it has a table
 */
public record DocumentTraits(int tokens, Optional<String> language, boolean tables) {
    private static final int CHARACTERS_A_TOKEN = 4;
    private static final int FEWEST_ROWS = 3;
    private static final int FEWEST_CELLS = 3;

    /** The traits of a text whose table rows are lines with tabs between the cells, as documents are read. */
    public static DocumentTraits of(String text, Optional<String> language) {
        long rows = text.lines()
                .filter(line -> line.chars().filter(c -> c == '\t').count() >= FEWEST_CELLS - 1)
                .limit(FEWEST_ROWS)
                .count();
        return new DocumentTraits(Math.ceilDiv(text.length(), CHARACTERS_A_TOKEN), language, rows == FEWEST_ROWS);
    }
}
