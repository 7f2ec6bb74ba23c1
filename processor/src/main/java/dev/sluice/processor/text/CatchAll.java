package dev.sluice.processor.text;

import java.util.Set;

/** Labels for what fits under no other: other, general_inquiry, unknown. */
public final class CatchAll {
    private static final Set<String> WORDS = WordList.of(
            "general other others misc miscellaneous unknown none unspecified sonstige sonstiges allgemein",
            "autre autres");

    private CatchAll() {}

    /** Whether a label says that it is one. */
    public static boolean is(String label) {
        Words words = Words.of(label.replace('_', ' ').replace('-', ' '));
        for (int i = 0; i < words.size(); i++) {
            if (WORDS.contains(words.lower(i))) {
                return true;
            }
        }
        return false;
    }
}
