package dev.sluice.processor.ingest;

import dev.sluice.schemas.avro.Span;
import java.util.Arrays;

/**
 * A document's text with its white space normalised, which is what engines read, and the way back to the original.
 * Immutable and thread-safe.
 *
 * <p>Spaces and tabs become one space, white space with a line break one line break, that with several two, and the ends
 * are trimmed; nothing else is changed, so words keep their spelling.
 */
public final class CleanText {
    private final String original;
    private final String text;
    /** The original offset of each character of the text. */
    private final int[] origins;

    private CleanText(String original, String text, int[] origins) {
        this.original = original;
        this.text = text;
        this.origins = origins;
    }

    /** Normalises a text. Deterministic, so it need not be kept. */
    public static CleanText of(String original) {
        StringBuilder text = new StringBuilder(original.length());
        int[] origins = new int[original.length()];
        int position = 0;
        while (position < original.length()) {
            int start = position;
            int lineBreaks = 0;
            while (position < original.length() && isBlank(original.charAt(position))) {
                if (endsLine(original, position)) {
                    lineBreaks++;
                }
                position++;
            }
            boolean atAnEnd = text.isEmpty() || position == original.length();
            if (position > start && !atAnEnd) {
                String gap = lineBreaks == 0 ? " " : lineBreaks == 1 ? "\n" : "\n\n";
                for (int i = 0; i < gap.length(); i++) {
                    origins[text.length() + i] = start;
                }
                text.append(gap);
            }
            while (position < original.length() && !isBlank(original.charAt(position))) {
                origins[text.length()] = position;
                text.append(original.charAt(position));
                position++;
            }
        }
        return new CleanText(original, text.toString(), Arrays.copyOf(origins, text.length()));
    }

    /**
     * A part of this text, from which the way leads back to the same original.
     *
     * @param start inclusive
     * @param end exclusive, not below start
     */
    public CleanText part(int start, int end) {
        return new CleanText(original, text.substring(start, end), Arrays.copyOfRange(origins, start, end));
    }

    /** The normalised text. */
    public String text() {
        return text;
    }

    /** The text as the document has it. */
    public String original() {
        return original;
    }

    /**
     * The place in the original of a range of the normalised text.
     *
     * @param start inclusive
     * @param end exclusive, above start
     */
    public Span toOriginal(int start, int end) {
        if (start < 0 || end <= start || end > text.length()) {
            throw new IndexOutOfBoundsException("range " + start + " to " + end + " of " + text.length());
        }
        return new Span(origins[start], origins[end - 1] + 1);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085' || c == '\uFEFF';
    }

    /** The mandatory breaks of Unicode's UAX #14; a carriage return and its line feed are one. */
    private static boolean endsLine(String text, int position) {
        return switch (text.charAt(position)) {
            case '\n', '\u000B', '\f', '\u0085', '\u2028', '\u2029' -> true;
            case '\r' -> position + 1 == text.length() || text.charAt(position + 1) != '\n';
            default -> false;
        };
    }
}
