package dev.sluice.processor.extract;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a text that say what they hold: {@code Order date: 1 March 2024}. Only the first 5,000 lines are read.
 *
 * @param all in order
 */
record Labels(List<Label> all) {
    private static final int MOST_LINES = 5_000;
    private static final int LONGEST_LABEL = 40;
    private static final int LONGEST_VALUE = 200;

    /**
     * A label with its value: the rest of the line, or the next line where that is empty.
     *
     * @param name the label without its colon
     * @param start of the value, inclusive
     * @param end of the value, exclusive
     */
    record Label(String name, int start, int end) {}

    Labels {
        all = List.copyOf(all);
    }

    static Labels of(String text) {
        List<Label> labels = new ArrayList<>();
        int position = 0;
        for (int line = 0; line < MOST_LINES && position < text.length(); line++) {
            int end = endOfLine(text, position);
            int colon = text.indexOf(':', position, Math.min(end, position + LONGEST_LABEL));
            if (colon > position) {
                addLabel(text, position, colon, end, labels);
            }
            position = end + 1;
        }
        return new Labels(labels);
    }

    private static void addLabel(String text, int position, int colon, int end, List<Label> labels) {
        String name = text.substring(position, colon).strip();
        int start = skipBlanks(text, colon + 1, end);
        int stop = end;
        if (start == end && end < text.length()) {
            start = skipBlanks(text, end + 1, text.length());
            stop = endOfLine(text, start);
        }
        boolean isUri = text.startsWith("//", colon + 1);
        boolean isTime = Character.isDigit(text.charAt(colon - 1)) && start == colon + 1;
        if (!name.isEmpty() && stop > start && stop - start <= LONGEST_VALUE && !isUri && !isTime) {
            labels.add(new Label(name, start, stop));
        }
    }

    private static int endOfLine(String text, int position) {
        int lineBreak = text.indexOf('\n', position);
        return lineBreak < 0 ? text.length() : lineBreak;
    }

    private static int skipBlanks(String text, int position, int end) {
        int next = position;
        while (next < end && text.charAt(next) == ' ') {
            next++;
        }
        return next;
    }
}
