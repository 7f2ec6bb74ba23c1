package dev.sluice.quickstart.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/**
 * Where a command writes: its result to {@code out}, progress and errors to {@code err}, both in UTF-8.
 *
 * <p>Java cannot tell which of the two is a terminal and how wide, so the launcher script tells it.
 */
public record Terminal(Screen out, Screen err) {
    /** System property: the columns of standard output; unset or 0 where it is no terminal. */
    public static final String OUT_COLUMNS = "sluice.out.columns";
    /** System property: the same for standard error. */
    public static final String ERR_COLUMNS = "sluice.err.columns";

    private static final int NARROWEST = 40;

    /** The process's own. */
    public static Terminal standard(Map<String, String> environment) {
        return new Terminal(
                screen(FileDescriptor.out, Integer.getInteger(OUT_COLUMNS, 0), environment),
                screen(FileDescriptor.err, Integer.getInteger(ERR_COLUMNS, 0), environment));
    }

    private static Screen screen(FileDescriptor descriptor, int columns, Map<String, String> environment) {
        PrintStream stream = new PrintStream(new FileOutputStream(descriptor), true, UTF_8);
        return columns <= 0
                ? new Screen(stream, Screen.ENDLESS, Style.PLAIN)
                : new Screen(stream, Math.max(NARROWEST, columns), style(environment));
    }

    /** See no-color.org: any value that is not empty counts. */
    private static Style style(Map<String, String> environment) {
        boolean refused = Optional.ofNullable(environment.get("NO_COLOR"))
                .filter(value -> !value.isEmpty())
                .isPresent();
        return refused || "dumb".equals(environment.get("TERM")) ? Style.PLAIN : Style.COLOUR;
    }
}
