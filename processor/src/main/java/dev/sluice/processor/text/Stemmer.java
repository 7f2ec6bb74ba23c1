package dev.sluice.processor.text;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * Takes endings off words so that forms of one word compare equal: refund, refunds, refunded. Light on purpose, in the
 * manner of Savoy's light stemmers: it leaves a stem of three letters at least and knows endings only. The result is for
 * comparing, not for people.
 */
public final class Stemmer {
    private static final List<String> ENGLISH = List.of("ingly", "edly", "ies", "ing", "ed", "es", "s", "e", "y");
    private static final List<String> GERMAN =
            List.of("ungen", "ern", "ung", "em", "en", "er", "es", "et", "e", "s", "n", "t");
    private static final List<String> FRENCH =
            List.of("ements", "ement", "euses", "euse", "ees", "ers", "ee", "er", "ez", "es", "e", "s", "x");
    private static final List<String> NONE = List.of();
    private static final int SHORTEST = 3;

    private Stemmer() {}

    /** The stem of a word in any case: folded, in lower case, without its ending. */
    public static String stem(Language language, String word) {
        String folded = fold(word);
        String stem = folded;
        for (String ending : endings(language)) {
            if (folded.endsWith(ending) && folded.length() - ending.length() >= SHORTEST) {
                stem = folded.substring(0, folded.length() - ending.length());
                break;
            }
        }
        boolean doubled = language == Language.ENGLISH
                && stem.length() > SHORTEST
                && stem.length() < folded.length()
                && stem.charAt(stem.length() - 1) == stem.charAt(stem.length() - 2);
        return doubled ? stem.substring(0, stem.length() - 1) : stem;
    }

    /** A word in lower case without accents. */
    public static String fold(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.chars().allMatch(c -> c < 128)) {
            return lower;
        }
        return Normalizer.normalize(lower, Normalizer.Form.NFD)
                .replaceAll("\\p{Mn}++", "")
                .replace("ß", "ss")
                .replace("œ", "oe")
                .replace("æ", "ae");
    }

    private static List<String> endings(Language language) {
        return switch (language) {
            case ENGLISH -> ENGLISH;
            case GERMAN -> GERMAN;
            case FRENCH -> FRENCH;
            case OTHER -> NONE;
        };
    }
}
