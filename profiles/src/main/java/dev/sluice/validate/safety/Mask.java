package dev.sluice.validate.safety;

import java.util.Set;

/** Replaces personal data in texts, without changing their length, so that places in them stay right. */
public final class Mask {
    private static final char MASKED = '*';

    private Mask() {}

    /** The text with the letters and digits of such data as asterisks; the text itself if it has none. */
    public static String mask(String text, Set<PersonalData> kinds) {
        StringBuilder masked = new StringBuilder(text);
        for (PersonalDataFinder.Found found : PersonalDataFinder.find(text, kinds)) {
            for (int i = found.start(); i < found.end(); i++) {
                if (Character.isLetterOrDigit(text.charAt(i))) {
                    masked.setCharAt(i, MASKED);
                }
            }
        }
        return masked.toString();
    }
}
