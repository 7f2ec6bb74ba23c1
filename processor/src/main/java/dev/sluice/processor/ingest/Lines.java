package dev.sluice.processor.ingest;

import java.util.Locale;
import java.util.Set;

/**
 * Lays marked-up text out as lines: a blank line between paragraphs, list items on their own lines after a dash, table
 * rows on their own lines with tabs between the cells. Not thread-safe.
 */
final class Lines {
    private static final Set<String> PARAGRAPHS = Set.of(
            "p",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "table",
            "ul",
            "ol",
            "dl",
            "pre",
            "blockquote",
            "article",
            "section",
            "header",
            "footer",
            "main",
            "nav",
            "aside",
            "hr",
            "form",
            "figure",
            "address");
    private static final Set<String> LINES =
            Set.of("div", "tr", "dt", "dd", "caption", "figcaption", "legend", "option", "summary", "details");
    private static final Set<String> UNSEEN = Set.of("head", "style", "script", "template", "noscript", "title");

    private final Reading reading;
    private final StringBuilder out = new StringBuilder();
    private int unseen;
    private int cells;
    private boolean firstCell;
    /** Whether a list item has begun and nothing of it was said yet: its first paragraph belongs on the dash's line. */
    private boolean dashed;

    Lines(Reading reading) {
        this.reading = reading;
    }

    void start(String name) {
        reading.check();
        String element = name.toLowerCase(Locale.ROOT);
        if (UNSEEN.contains(element)) {
            unseen++;
        } else if (element.equals("td") || element.equals("th")) {
            startCell();
        } else if (cells > 0) {
            separate(element);
        } else if (element.equals("li")) {
            line();
            append("- ");
            dashed = true;
        } else if (element.equals("br")) {
            trimSpaces();
            append("\n");
        } else {
            breakAt(element);
            firstCell |= element.equals("tr");
        }
    }

    void end(String name) {
        String element = name.toLowerCase(Locale.ROOT);
        if (UNSEEN.contains(element)) {
            unseen = Math.max(0, unseen - 1);
        } else if (element.equals("td") || element.equals("th")) {
            cells = Math.max(0, cells - 1);
        } else if (cells > 0) {
            separate(element);
        } else if (element.equals("li")) {
            dashed = false;
            line();
        } else {
            breakAt(element);
        }
    }

    /** Adds text as it is; within a cell line breaks and tabs become spaces. */
    void text(CharSequence text) {
        if (unseen > 0) {
            return;
        }
        if (cells > 0) {
            flow(text);
        } else {
            append(text.toString().replace("\r\n", "\n").replace('\r', '\n').replace('\u000B', '\n'));
        }
    }

    /** Adds text whose runs of white space mean one space. */
    void flow(CharSequence text) {
        if (unseen > 0) {
            return;
        }
        StringBuilder flowing = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean blank = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
            if (!blank) {
                flowing.append(c);
            } else if (flowing.isEmpty() ? !endsBlank() : flowing.charAt(flowing.length() - 1) != ' ') {
                flowing.append(' ');
            }
        }
        append(flowing);
    }

    /** Begins a new line, unless one has just begun or a cell or a list item has. */
    void line() {
        if (cells > 0 || dashed) {
            return;
        }
        trimSpaces();
        if (!out.isEmpty() && out.charAt(out.length() - 1) != '\n') {
            append("\n");
        }
    }

    /** Leaves a blank line, unless one is there. */
    void paragraph() {
        line();
        if (!dashed && out.length() >= 2 && out.charAt(out.length() - 2) != '\n') {
            append("\n");
        }
    }

    /** What was laid out so far. */
    @Override
    public String toString() {
        return out.toString().strip();
    }

    private void startCell() {
        if (cells++ == 0) {
            if (!firstCell) {
                trimSpaces();
                append("\t");
            }
            firstCell = false;
        }
    }

    /** A block within a cell must not break the row. */
    private void separate(String element) {
        boolean block =
                PARAGRAPHS.contains(element) || LINES.contains(element) || element.equals("li") || element.equals("br");
        if (block && !endsBlank()) {
            append(" ");
        }
    }

    private void breakAt(String element) {
        if (PARAGRAPHS.contains(element)) {
            paragraph();
        } else if (LINES.contains(element)) {
            line();
        }
    }

    private boolean endsBlank() {
        return out.isEmpty() || " \n\t".indexOf(out.charAt(out.length() - 1)) >= 0;
    }

    private void trimSpaces() {
        while (!out.isEmpty() && out.charAt(out.length() - 1) == ' ') {
            out.setLength(out.length() - 1);
        }
    }

    private void append(CharSequence text) {
        reading.written(text.length());
        dashed &= text.isEmpty();
        out.append(text);
    }
}
