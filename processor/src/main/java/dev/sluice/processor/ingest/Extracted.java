package dev.sluice.processor.ingest;

import java.util.Optional;

/**
 * What a format's reader found.
 *
 * @param text possibly blank
 * @param title its first {@value #LONGEST_TITLE} characters: no limit of a document's text counts it
 */
record Extracted(String text, Optional<String> title) {
    static final int LONGEST_TITLE = 1_000;

    Extracted {
        title = title.map(Extracted::cut);
    }

    private static String cut(String title) {
        if (title.length() <= LONGEST_TITLE) {
            return title;
        }
        boolean splits = Character.isHighSurrogate(title.charAt(LONGEST_TITLE - 1));
        return title.substring(0, splits ? LONGEST_TITLE - 1 : LONGEST_TITLE);
    }
}
