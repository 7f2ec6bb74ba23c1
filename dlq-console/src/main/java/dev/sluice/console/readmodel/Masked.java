package dev.sluice.console.readmodel;

import dev.sluice.validate.safety.Mask;
import dev.sluice.validate.safety.PersonalData;
import java.util.EnumSet;
import java.util.Set;

/** What those see from whom personal data is hidden. */
public final class Masked {
    private static final Set<PersonalData> ALL = EnumSet.allOf(PersonalData.class);
    private static final String ELLIPSIS = "…";
    /** The longest of such data of which a beginning tells something; secrets have marks at their beginning. */
    private static final int LONGEST = 64;

    private Masked() {}

    /** A text without its personal data. It keeps its length. */
    public static String text(String text) {
        String masked = Mask.mask(text, ALL);
        return text.endsWith(ELLIPSIS) ? withoutTail(masked) : masked;
    }

    /** The beginning of a text without its personal data, also that of which the end is cut off. */
    public static String beginning(String text, int longest) {
        String masked = text(text.substring(0, Math.min(text.length(), longest + LONGEST)));
        return masked.substring(0, Math.min(masked.length(), longest));
    }

    /** The beginning of a number or an address is no longer known for one: at the end of what was cut off, none is shown. */
    private static String withoutTail(String masked) {
        int from = Math.max(0, masked.length() - LONGEST);
        StringBuilder safe = new StringBuilder(masked);
        int word = from;
        for (int i = from; i <= masked.length(); i++) {
            if (i == masked.length() || Character.isWhitespace(masked.charAt(i))) {
                maskIfTelling(safe, word, i);
                word = i + 1;
            }
        }
        return safe.toString();
    }

    private static void maskIfTelling(StringBuilder text, int from, int to) {
        String word = text.substring(Math.min(from, to), to);
        if (word.indexOf('@') >= 0 || word.chars().anyMatch(Character::isDigit)) {
            for (int i = from; i < to; i++) {
                if (Character.isLetterOrDigit(text.charAt(i))) {
                    text.setCharAt(i, '*');
                }
            }
        }
    }
}
