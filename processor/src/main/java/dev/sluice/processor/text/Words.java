package dev.sluice.processor.text;

import java.util.Arrays;
import java.util.Locale;

/**
 * The words of a text with their places: runs of letters and digits, joined by inner apostrophes and hyphens. French
 * elisions are words of their own (l', d'), an English possessive 's is none. Runs above 64 characters are not words and
 * left out. Immutable and thread-safe.
 */
public final class Words {
    private static final int LONGEST = 64;

    private final String text;
    private final int[] starts;
    private final int[] ends;

    private Words(String text, int[] starts, int[] ends) {
        this.text = text;
        this.starts = starts;
        this.ends = ends;
    }

    /** All words of a text. */
    public static Words of(String text) {
        return of(text, 0, text.length(), Integer.MAX_VALUE);
    }

    /** The first words of a range of a text, at most as many as the limit. */
    public static Words of(String text, int from, int to, int limit) {
        int[] starts = new int[16];
        int[] ends = new int[16];
        int size = 0;
        int position = from;
        while (position < to && size < limit) {
            if (!isWordCharacter(text, position)) {
                position++;
                continue;
            }
            int end = endOfWord(text, position, to);
            int next = end;
            if (isPossessive(text, position, end)) {
                end -= 2;
            }
            if (end - position <= LONGEST) {
                if (size == starts.length) {
                    starts = Arrays.copyOf(starts, size * 2);
                    ends = Arrays.copyOf(ends, size * 2);
                }
                starts[size] = position;
                ends[size++] = end;
            }
            position = next;
        }
        return new Words(text, Arrays.copyOf(starts, size), Arrays.copyOf(ends, size));
    }

    private static int endOfWord(String text, int start, int to) {
        int position = start;
        while (position < to) {
            if (isWordCharacter(text, position)) {
                position++;
            } else if (isApostrophe(text.charAt(position)) && isElision(text, start, position)) {
                return position;
            } else if (isJoiner(text.charAt(position)) && position + 1 < to && isWordCharacter(text, position + 1)) {
                position++;
            } else {
                break;
            }
        }
        return position;
    }

    private static boolean isWordCharacter(String text, int position) {
        char c = text.charAt(position);
        return Character.isLetterOrDigit(c)
                || (Character.isSurrogate(c) && Character.isLetterOrDigit(codePoint(text, position)))
                || Character.getType(c) == Character.NON_SPACING_MARK;
    }

    private static int codePoint(String text, int position) {
        boolean secondHalf = Character.isLowSurrogate(text.charAt(position)) && position > 0;
        return text.codePointAt(secondHalf ? position - 1 : position);
    }

    private static boolean isJoiner(char c) {
        return c == '-' || isApostrophe(c);
    }

    private static boolean isApostrophe(char c) {
        return c == '\'' || c == '’';
    }

    private static boolean isElision(String text, int start, int apostrophe) {
        return switch (text.substring(start, Math.min(apostrophe, start + 8))) {
            case "l", "d", "j", "n", "s", "c", "m", "t", "qu", "L", "J", "C", "N", "Qu", "jusqu", "lorsqu" -> true;
            default -> false;
        };
    }

    private static boolean isPossessive(String text, int start, int end) {
        return end - start > 2
                && Character.toLowerCase(text.charAt(end - 1)) == 's'
                && isApostrophe(text.charAt(end - 2));
    }

    public int size() {
        return starts.length;
    }

    public int start(int index) {
        return starts[index];
    }

    public int end(int index) {
        return ends[index];
    }

    /** The word as it is written. */
    public String word(int index) {
        return text.substring(starts[index], ends[index]);
    }

    public String lower(int index) {
        return word(index).toLowerCase(Locale.ROOT);
    }

    /** Whether it starts with a capital letter. */
    public boolean isCapitalised(int index) {
        int first = text.codePointAt(starts[index]);
        return Character.isUpperCase(first) || Character.isTitleCase(first);
    }

    public boolean isNumber(int index) {
        return Character.isDigit(text.charAt(starts[index])) && Character.isDigit(text.charAt(ends[index] - 1));
    }

    /** Whether nothing but one blank stands between a word and the next. */
    public boolean touchesNext(int index) {
        return index + 1 < size() && starts[index + 1] == ends[index] + 1 && text.charAt(ends[index]) == ' ';
    }

    /** What stands between a word and the next, up to eight characters of it; between the last one and the end, too. */
    public String gapAfter(int index) {
        int next = index + 1 < size() ? starts[index + 1] : text.length();
        return text.substring(ends[index], Math.min(next, ends[index] + 8));
    }

    /** The first word that starts at a position or after it; the size where there is none. */
    public int firstFrom(int position) {
        int found = Arrays.binarySearch(starts, position);
        return found >= 0 ? found : -found - 1;
    }
}
