package dev.sluice.validate;

import dev.sluice.schemas.avro.Span;
import java.util.List;
import java.util.Optional;

/**
 * Finds passages in a document's text: first word for word, then whatever the case, the accents, the white space and the
 * punctuation. Made once for a text, in time proportional to it. Immutable and thread-safe.
 *
 * <p>A match must not begin or end inside a number. Inside a word it may only if no other match exists and the passage has at
 * least {@value #SHORTEST_PART_OF_WORD} characters: "refund" is in "refunded", "art" is not in "start". Numbers and dates
 * that are written differently are different here.
 */
public final class Grounding {
    /** The longest passage that is looked for, in UTF-16 units; longer ones are not found. Bounds the time of a search. */
    public static final int LONGEST_PASSAGE = 1000;

    private static final int SHORTEST_PART_OF_WORD = 4;
    /** Beyond it, a text repeats one thing, perhaps to waste our time. */
    private static final int MOST_MATCHES = 1000;

    private static final List<Edge> WHOLE_WORDS = List.of(Edge.CLEAN);
    private static final List<Edge> ANY_LETTERS = List.of(Edge.CLEAN, Edge.IN_WORD);

    private final String text;
    private final FoldedText folded;

    private Grounding(String text) {
        this.text = text;
        this.folded = FoldedText.of(text);
    }

    /** Prepares a text to be searched. */
    public static Grounding in(String text) {
        return new Grounding(text);
    }

    /**
     * Finds a quote or a value.
     *
     * @return where it first stands in the text, in UTF-16 units; empty if it does not, or if it is blank
     */
    public Optional<Span> find(String passage) {
        String wanted = passage.strip();
        if (wanted.isEmpty() || wanted.length() > LONGEST_PASSAGE) {
            return Optional.empty();
        }
        String variant = FoldedText.of(wanted).text();
        for (Edge worst : wanted.length() < SHORTEST_PART_OF_WORD ? WHOLE_WORDS : ANY_LETTERS) {
            int exact = indexOf(text, wanted, worst);
            if (exact >= 0) {
                return Optional.of(new Span(exact, exact + wanted.length()));
            }
            int tolerant = variant.isEmpty() ? -1 : indexOf(folded.text(), variant, worst);
            if (tolerant >= 0) {
                return Optional.of(new Span(folded.start(tolerant), folded.end(tolerant + variant.length() - 1)));
            }
        }
        return Optional.empty();
    }

    /** The first match that cuts nothing worse; -1 if there is none among the first {@value #MOST_MATCHES}. */
    private static int indexOf(String text, String wanted, Edge worst) {
        int at = text.indexOf(wanted);
        for (int seen = 1; at >= 0 && seen <= MOST_MATCHES; seen++) {
            Edge begin = Edge.at(text, at);
            Edge end = Edge.at(text, at + wanted.length());
            if (begin.compareTo(worst) <= 0 && end.compareTo(worst) <= 0) {
                return at;
            }
            at = text.indexOf(wanted, at + 1);
        }
        return -1;
    }

    /** What a match cuts at one of its ends, the worst last. */
    private enum Edge {
        CLEAN,
        IN_WORD,
        IN_NUMBER;

        static Edge at(String text, int index) {
            if (index == 0 || index == text.length()) {
                return CLEAN;
            }
            int before = text.codePointBefore(index);
            int after = text.codePointAt(index);
            if (Character.isDigit(before) && Character.isDigit(after)) {
                return IN_NUMBER;
            }
            return isSpaced(before) && isSpaced(after) ? IN_WORD : CLEAN;
        }

        /** Whether it is a letter of a script that puts spaces between words. */
        private static boolean isSpaced(int codePoint) {
            if (!Character.isLetter(codePoint)) {
                return false;
            }
            return switch (Character.UnicodeScript.of(codePoint)) {
                case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR, TIBETAN, COMMON -> false;
                default -> true;
            };
        }
    }
}
