package dev.sluice.quickstart.terminal;

import java.io.PrintStream;

/**
 * One of the two places a command writes to.
 *
 * @param width in columns; {@link #ENDLESS} where the lines go to a file or another program
 */
public record Screen(PrintStream stream, int width, Style style) {
    public static final int ENDLESS = Integer.MAX_VALUE;

    /** Whether a person watches, so that lines can be redrawn. */
    public boolean isTerminal() {
        return width != ENDLESS;
    }

    public void line(String text) {
        stream.println(text);
    }

    /** An empty line. */
    public void gap() {
        stream.println();
    }

    public void lines(Iterable<String> lines) {
        lines.forEach(stream::println);
    }

    /** Whether the reader at the other end has gone, as {@code head} does when it has enough. */
    public boolean isGone() {
        return stream.checkError();
    }
}
