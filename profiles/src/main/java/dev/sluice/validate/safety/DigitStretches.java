package dev.sluice.validate.safety;

import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a text in which numbers stand, so that expressions for numbers need not read all of it: they are dear, and most
 * of a text is words. No number that they are for crosses the border of a part, as each ends where no such number goes on, or
 * far enough from the digits.
 */
final class DigitStretches {
    /** An IBAN goes on for up to 31 characters behind its first digits, each perhaps behind a blank. */
    private static final int BEYOND = 70;
    /** What stands before the first digit of a number: the letters of an IBAN or an identity number, a plus, a bracket. */
    private static final int BEFORE = 8;

    private DigitStretches() {}

    /**
     * A part of the text.
     *
     * @param start inclusive, in UTF-16 units
     * @param end exclusive
     * @param digits how many it has
     */
    record Stretch(int start, int end, int digits) {}

    /** In the order of the text; they do not overlap. */
    static List<Stretch> of(String text) {
        List<Stretch> stretches = new ArrayList<>();
        int first = -1;
        int last = -1;
        int digits = 0;
        int border = 0;
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (isDigit(each)) {
                // Back to the last digit at most, so that the time is linear.
                if (first >= 0
                        && i - last > BEYOND
                        && endOf(text, last, i) < startOf(text, i, Math.max(border, last + 1))) {
                    stretches.add(new Stretch(startOf(text, first, border), endOf(text, last, i), digits));
                    first = -1;
                }
                if (first < 0) {
                    first = i;
                    digits = 0;
                }
                last = i;
                digits++;
            } else if (isDelimiter(each)) {
                if (first >= 0) {
                    stretches.add(new Stretch(startOf(text, first, border), i, digits));
                    first = -1;
                }
                border = i + 1;
            }
        }
        if (first >= 0) {
            stretches.add(new Stretch(startOf(text, first, border), endOf(text, last, text.length()), digits));
        }
        return stretches;
    }

    static boolean isDigit(char each) {
        return each >= '0' && each <= '9';
    }

    /** Back to the beginning of a word, so that nothing seems to begin there that does not. */
    private static int startOf(String text, int first, int border) {
        int start = Math.max(border, first - BEFORE);
        while (start > border && text.charAt(start - 1) != ' ') {
            start--;
        }
        return start;
    }

    private static int endOf(String text, int last, int limit) {
        int end = Math.min(limit, last + 1 + BEYOND);
        while (end < limit && text.charAt(end) != ' ' && !isDelimiter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** What is in no number: neither letter, digit nor underscore, nor what groups digits. */
    private static boolean isDelimiter(char each) {
        return each < 128 && !Character.isLetterOrDigit(each) && " -./()+_".indexOf(each) < 0;
    }
}
