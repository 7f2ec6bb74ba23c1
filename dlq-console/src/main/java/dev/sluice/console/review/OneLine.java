package dev.sluice.console.review;

/** Text as one short line. */
final class OneLine {
    private OneLine() {}

    /**
     * The beginning of a text, with every run of white space and control characters as one blank.
     *
     * @param most characters, in UTF-16 units
     */
    static String of(String text, int most) {
        // The beginning is enough: only runs of blanks get shorter.
        String start = text.substring(0, Math.min(text.length(), most * 4));
        String line = start.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        if (line.length() <= most) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(most - 2)) ? most - 2 : most - 1;
        return line.substring(0, end) + "…";
    }
}
