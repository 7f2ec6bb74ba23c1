package dev.sluice.processor.chunk;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes a text apart at every bound where it may be cut: headings, paragraphs, lines, sentences, and where a sentence is
 * very long words and characters. The time is proportional to the text. For one text.
 *
 * <p>A sentence is ended by its punctuation, so one that has an abbreviation in it may be taken for two. That does no harm:
 * a bound is used only near the end of a chunk, and chunks overlap.
 */
final class Pieces {
    /** In UTF-16 units, each of which is at most three tokens. */
    static final int LONGEST = 256;

    private static final int LONGEST_HEADING = 80;
    private static final String STOPS = ".!?…";
    private static final String FULL_WIDTH_STOPS = "。！？｡";
    private static final String CLOSERS = "\"')]»”’」』）】";
    private static final String NOT_IN_HEADINGS = ".,;:!?…。、，；：！？";

    private final String text;
    private final List<Piece> found = new ArrayList<>();
    private int start;
    private Border border = Border.HEADING;

    private Pieces(String text) {
        this.text = text;
    }

    /** The pieces of a text whose white space is normalised: without a gap, in their order. */
    static List<Piece> of(String text) {
        Pieces pieces = new Pieces(text);
        pieces.scan();
        return List.copyOf(pieces.found);
    }

    private void scan() {
        boolean stopped = false;
        for (int at = 0; at < text.length(); ) {
            char c = text.charAt(at);
            if (c == '\n') {
                int next = at;
                while (next < text.length() && text.charAt(next) == '\n') {
                    next++;
                }
                end(next, lineBorder(stopped, next - at > 1, next));
                at = next;
                stopped = false;
            } else if (FULL_WIDTH_STOPS.indexOf(c) >= 0) {
                at = afterClosers(at + 1);
                end(at, Border.SENTENCE);
                stopped = true;
            } else if (STOPS.indexOf(c) >= 0) {
                at = afterClosers(at + 1);
                stopped = at == text.length() || Character.isWhitespace(text.charAt(at));
                if (stopped && at + 1 < text.length() && text.charAt(at) == ' ') {
                    at++;
                    if (!Character.isLowerCase(text.codePointAt(at))) {
                        end(at, Border.SENTENCE);
                    }
                }
            } else {
                at++;
                stopped = false;
            }
        }
        end(text.length(), Border.HEADING);
    }

    private int afterClosers(int from) {
        int at = from;
        while (at < text.length() && CLOSERS.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private Border lineBorder(boolean stopped, boolean blankLine, int next) {
        if (isHeading(next, blankLine)) {
            return Border.HEADING;
        }
        return blankLine ? Border.PARAGRAPH : stopped ? Border.SENTENCE : Border.LINE;
    }

    /** A short line that no punctuation ends, on its own between others, or one that Markdown marks. */
    private boolean isHeading(int from, boolean afterBlankLine) {
        if (from >= text.length()) {
            return false;
        }
        int first = text.codePointAt(from);
        if (first == '#') {
            return true;
        }
        int end = from;
        while (end < text.length() && end - from <= LONGEST_HEADING && text.charAt(end) != '\n') {
            end++;
        }
        boolean isShort = end < text.length() && end - from <= LONGEST_HEADING;
        return afterBlankLine
                && isShort
                && (first == '§' || Character.isDigit(first) || Character.isLetter(first))
                && !Character.isLowerCase(first)
                && NOT_IN_HEADINGS.indexOf(text.charAt(end - 1)) < 0;
    }

    /** Ends the piece and says what lies before the next. */
    private void end(int end, Border next) {
        while (end - start > LONGEST) {
            int blank = text.lastIndexOf(' ', start + LONGEST - 1);
            boolean atWord = blank > start + LONGEST / 2;
            int cut = atWord ? blank + 1 : start + LONGEST;
            if (Character.isHighSurrogate(text.charAt(cut - 1)) && Character.isLowSurrogate(text.charAt(cut))) {
                cut--;
            }
            add(cut, atWord ? Border.WORD : Border.CHARACTER);
        }
        if (end > start) {
            add(end, next);
        }
    }

    private void add(int end, Border next) {
        found.add(new Piece(start, end, TokenCounter.count(text.substring(start, end)), border));
        start = end;
        border = next;
    }
}
