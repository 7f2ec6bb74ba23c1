package dev.sluice.validate;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * A text reduced to what matters when passages are compared: letters, digits and signs such as currencies, in lower case and
 * without accents; white space and punctuation between them are one space. Knows where each character came from. Immutable.
 */
final class FoldedText {
    private static final char SEPARATOR = ' ';
    /** Punctuation to Unicode, but part of what it stands in: addresses, percentages, names, numbers. */
    private static final String KEPT_PUNCTUATION = "@%&#";

    private static final int FULL_WIDTH_FIRST = 0xFF00;
    private static final int FULL_WIDTH_LAST = 0xFFEF;

    private final String text;
    private final int[] starts;
    private final int[] ends;

    private FoldedText(String text, int[] starts, int[] ends) {
        this.text = text;
        this.starts = starts;
        this.ends = ends;
    }

    static FoldedText of(String original) {
        Builder folded = new Builder(original.length());
        int position = 0;
        while (position < original.length()) {
            int codePoint = original.codePointAt(position);
            int next = position + Character.charCount(codePoint);
            int hyphenated = endOfHyphenation(original, position);
            if (hyphenated > 0) {
                position = hyphenated;
                continue;
            }
            folded.add(codePoint, position, next);
            position = next;
        }
        return folded.build();
    }

    String text() {
        return text;
    }

    /** The offset in the original where a character's source begins. */
    int start(int index) {
        return starts[index];
    }

    /** The offset in the original where a character's source ends. */
    int end(int index) {
        return ends[index];
    }

    /** Where a word goes on that was broken at the end of a line, or 0 if none was broken here. */
    private static int endOfHyphenation(String text, int position) {
        if (text.charAt(position) != '-' || position == 0 || !Character.isLetter(text.charAt(position - 1))) {
            return 0;
        }
        int next = position + 1;
        boolean lineBreak = false;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            lineBreak |= text.charAt(next) == '\n';
            next++;
        }
        return lineBreak && next < text.length() && Character.isLowerCase(text.charAt(next)) ? next : 0;
    }

    private static final class Builder {
        private final StringBuilder text;
        private int[] starts;
        private int[] ends;

        Builder(int expected) {
            text = new StringBuilder(expected);
            starts = new int[expected];
            ends = new int[expected];
        }

        void add(int codePoint, int start, int end) {
            if (isIgnored(codePoint)) {
                return;
            }
            if (isSeparator(codePoint)) {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != SEPARATOR) {
                    append(SEPARATOR, start, end);
                }
            } else if (codePoint < 0x80) {
                append((char) Character.toLowerCase(codePoint), start, end);
            } else {
                addDecomposed(codePoint, start, end);
            }
        }

        /** Ligatures and full-width forms become plain, accents go: é is e, ﬁ is fi. */
        private void addDecomposed(int codePoint, int start, int end) {
            String letters = Character.toString(Character.toLowerCase(codePoint));
            boolean plain = Character.UnicodeScript.of(codePoint) != Character.UnicodeScript.LATIN
                    && (codePoint < FULL_WIDTH_FIRST || codePoint > FULL_WIDTH_LAST);
            String folded = plain ? letters : Normalizer.normalize(letters, Normalizer.Form.NFKD);
            for (int i = 0; i < folded.length(); i++) {
                if (Character.getType(folded.charAt(i)) != Character.NON_SPACING_MARK) {
                    append(folded.charAt(i), start, end);
                }
            }
        }

        private void append(char c, int start, int end) {
            if (text.length() == starts.length) {
                int larger = starts.length + (starts.length >> 1) + 8;
                starts = Arrays.copyOf(starts, larger);
                ends = Arrays.copyOf(ends, larger);
            }
            starts[text.length()] = start;
            ends[text.length()] = end;
            text.append(c);
        }

        FoldedText build() {
            if (!text.isEmpty() && text.charAt(text.length() - 1) == SEPARATOR) {
                text.setLength(text.length() - 1);
            }
            return new FoldedText(text.toString(), starts, ends);
        }

        private static boolean isSeparator(int codePoint) {
            if (codePoint < 0x80 && Character.isLetterOrDigit(codePoint)) {
                return false;
            }
            return switch (Character.getType(codePoint)) {
                case Character.SPACE_SEPARATOR,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.CONTROL,
                        Character.DASH_PUNCTUATION,
                        Character.CONNECTOR_PUNCTUATION,
                        Character.START_PUNCTUATION,
                        Character.END_PUNCTUATION,
                        Character.INITIAL_QUOTE_PUNCTUATION,
                        Character.FINAL_QUOTE_PUNCTUATION,
                        Character.MODIFIER_SYMBOL -> true;
                case Character.OTHER_PUNCTUATION -> KEPT_PUNCTUATION.indexOf(codePoint) < 0;
                default -> false;
            };
        }

        /** Soft hyphens, zero-width signs and accents that stand alone. */
        private static boolean isIgnored(int codePoint) {
            int type = Character.getType(codePoint);
            return type == Character.FORMAT || (codePoint >= 0x300 && codePoint <= 0x36F);
        }
    }
}
