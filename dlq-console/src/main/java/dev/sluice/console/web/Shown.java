package dev.sluice.console.web;

import dev.sluice.console.readmodel.Masked;
import java.util.Locale;

/**
 * How stored text is shown. Templates escape what is markup; this takes from a line what would turn it around or hide in it,
 * and masks personal data where the viewer may not see it.
 *
 * @param masked whether personal data is masked
 */
record Shown(boolean masked) {
    /** Marks, embeddings, overrides and isolates of direction, and what has no width (Unicode UAX 9). */
    private static final String TURNING =
            "\u061C\u200B\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\uFEFF";

    private static final char REPLACEMENT = '\uFFFD';

    /** A text without its personal data, if the viewer may not see that. It keeps its length. */
    String text(String text) {
        return masked ? Masked.text(text) : text;
    }

    /** One line, at most so long. */
    String line(String text, int longest) {
        String beginning =
                masked ? Masked.beginning(text, longest) : text.substring(0, Math.min(text.length(), longest));
        String safe = text.length() <= longest ? beginning : beginning + "…";
        StringBuilder line = new StringBuilder(safe.length());
        for (int i = 0; i < safe.length(); i++) {
            char each = safe.charAt(i);
            if (Character.isWhitespace(each)) {
                line.append(' ');
            } else {
                line.append(isHidden(each) ? REPLACEMENT : each);
            }
        }
        return line.toString();
    }

    /** Whether a character is a control, or changes the direction of those around it. */
    static boolean isHidden(char each) {
        boolean isBreak = each == '\n' || each == '\t' || each == '\r';
        return (Character.isISOControl(each) && !isBreak) || TURNING.indexOf(each) >= 0;
    }

    /** {@code LOW_CONFIDENCE} as {@code low confidence}. */
    static String words(Enum<?> value) {
        return value.name().replace('_', ' ').toLowerCase(Locale.ROOT);
    }
}
