package dev.sluice.validate.injection;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A word in lower case and without accents and invisible signs, with its place in the text.
 *
 * @param end exclusive
 */
record Word(String text, int start, int end) {
    /** What is longer is no word of a phrase. */
    private static final int LONGEST = 40;

    /** The next word from a place on, or null at the text's end. */
    static @Nullable Word next(String text, int from) {
        int start = from;
        while (start < text.length() && !Character.isLetterOrDigit(text.charAt(start))) {
            start++;
        }
        if (start == text.length()) {
            return null;
        }
        int end = start;
        boolean plain = true;
        while (end < text.length() && isWithin(text.charAt(end))) {
            plain &= text.charAt(end) < 0x80;
            end++;
        }
        String word = end - start > 2 * LONGEST ? "" : text.substring(start, end);
        return new Word(plain ? word.toLowerCase(Locale.ROOT) : folded(word), start, end);
    }

    private static boolean isWithin(char c) {
        return Character.isLetterOrDigit(c)
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.NON_SPACING_MARK;
    }

    private static String folded(String word) {
        String decomposed = Normalizer.normalize(word, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        StringBuilder plain = new StringBuilder(decomposed.length());
        decomposed.codePoints().filter(Character::isLetterOrDigit).forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
