package dev.sluice.quickstart.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * Text from documents and servers made fit for a terminal: without control characters, which could steer it, and broken
 * into lines by the columns that its characters take.
 */
public final class Wrapped {
    private static final String ELLIPSIS = "…";
    /** From here on lie the scripts whose characters take two columns. */
    private static final int FIRST_WIDE = 0x1100;

    private Wrapped() {}

    /** One line: white space of any kind becomes one blank, other control and format characters vanish. */
    public static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> {
            if (Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint)) {
                if (!clean.isEmpty() && clean.charAt(clean.length() - 1) != ' ') {
                    clean.append(' ');
                }
            } else if (isVisible(codePoint)) {
                clean.appendCodePoint(codePoint);
            }
        });
        return clean.toString().stripTrailing();
    }

    /** Lines of at most {@code width} columns, and at most {@code most} of them; what is left out leaves an ellipsis. */
    public static List<String> lines(String text, int width, int most) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : clean(text).split(" ", -1)) {
            String rest = word;
            if (!line.isEmpty() && columns(line) + 1 + columns(rest) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (columns(rest) > width) {
                int end = endWithin(rest, width);
                lines.add(rest.substring(0, end));
                rest = rest.substring(end);
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        if (lines.size() <= most) {
            return lines;
        }
        List<String> kept = new ArrayList<>(lines.subList(0, most));
        kept.set(most - 1, endOpen(kept.getLast(), width));
        return kept;
    }

    /** As much of a line as leaves room for the ellipsis, by whole words if there are several. */
    private static String endOpen(String line, int width) {
        int blank = line.lastIndexOf(' ');
        return columns(line) < width || blank < 0 ? fit(line + ELLIPSIS, width) : line.substring(0, blank) + ELLIPSIS;
    }

    /** Items side by side as far as they fit; none is broken unless it is wider than a line. */
    public static List<String> items(List<String> items, String separator, int width, int most) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String item : items) {
            String fitting = fit(item, width);
            if (!line.isEmpty() && columns(line) + columns(separator) + columns(fitting) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : separator).append(fitting);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines.subList(0, Math.min(most, lines.size()));
    }

    /** One line of at most {@code width} columns; an ellipsis stands for what is cut off. */
    public static String fit(String text, int width) {
        String clean = clean(text);
        if (columns(clean) <= width) {
            return clean;
        }
        return clean.substring(0, endWithin(clean, width - 1)).stripTrailing() + ELLIPSIS;
    }

    /** Filled up with blanks to {@code width} columns. */
    public static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - columns(text)));
    }

    /** The columns that a text without escapes takes. */
    public static int columns(CharSequence text) {
        return text.codePoints().map(Wrapped::columns).sum();
    }

    /** The end of the longest beginning that fits; at least one character, so that there is progress. */
    private static int endWithin(String text, int width) {
        int columns = 0;
        int end = 0;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            columns += columns(codePoint);
            if (columns > width && end > 0) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return end;
    }

    private static int columns(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
            default -> codePoint >= FIRST_WIDE && isWide(codePoint) ? 2 : 1;
        };
    }

    /** Unicode's East Asian Width W and F, in the large. */
    private static boolean isWide(int codePoint) {
        return codePoint <= 0x115F
                || (codePoint >= 0x2E80 && codePoint <= 0xA4CF)
                || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)
                || (codePoint >= 0xF900 && codePoint <= 0xFAFF)
                || (codePoint >= 0xFE30 && codePoint <= 0xFE6F)
                || (codePoint >= 0xFF00 && codePoint <= 0xFF60)
                || (codePoint >= 0xFFE0 && codePoint <= 0xFFE6)
                || (codePoint >= 0x1F300 && codePoint <= 0x1FAFF)
                || (codePoint >= 0x20000 && codePoint <= 0x3FFFD);
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
