package dev.sluice.quickstart.demo;

import dev.sluice.quickstart.terminal.Amounts;
import dev.sluice.quickstart.terminal.Screen;
import dev.sluice.quickstart.terminal.Style;
import dev.sluice.quickstart.terminal.Wrapped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the quickstart says besides the outcomes.
 *
 * @param launcher how the user calls the launcher
 */
record QuickstartText(Screen screen, String launcher) {
    private static final String INDENT = "  ";
    private static final int PART = 11;
    private static final int ADDRESS = 46;
    private static final int COMMAND = 45;

    /** The first line. */
    List<String> title(String engine) {
        return List.of("", style().bold("Sluice quickstart") + style().dim(", answered by " + engine), "");
    }

    /** A part is there. */
    String part(String name, String address, Duration sinceBegin) {
        return INDENT
                + Wrapped.pad(name, PART)
                + style().accent(Wrapped.pad(address, ADDRESS))
                + style().dim(Amounts.duration(sinceBegin));
    }

    List<String> sending(int samples) {
        return List.of("", "Sending " + Amounts.count(samples, "sample document") + " ...", "");
    }

    /** Under an outcome that was not the expected one. */
    String unexpected(String difference) {
        return " ".repeat(Wrapped.columns(INDENT) * 4) + style().notable("! " + difference);
    }

    /** All samples have their outcome. */
    List<String> result(SampleRun run, Duration first, Duration all) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        String counts = Amounts.count(run.total(), "document") + ": " + run.enriched() + " enriched, "
                + Amounts.count(run.deadLettered(), "dead letter");
        List<String> differences = run.differences();
        if (differences.isEmpty()) {
            lines.add(style().good("✓ " + counts + ", all as expected."));
        } else {
            lines.add(style().bad("✗ " + counts + ", " + differences.size() + " not as expected:"));
            differences.forEach(difference -> lines.add(INDENT + Wrapped.clean(difference)));
        }
        lines.add(style().dim(INDENT + "The first " + Amounts.duration(first) + " after the start, the last after "
                + Amounts.duration(all) + "."));
        return lines;
    }

    /** Some have not come for a while. */
    List<String> waiting(int open, Path log) {
        return List.of(style().notable("Waiting for " + Amounts.count(open, "document") + "; why, says " + log));
    }

    /** Where people decide about what was held. */
    List<String> review(String consoleUrl, Login login) {
        return List.of(
                "",
                style().bold("Review the dead letters") + " at " + style().accent(consoleUrl) + " as "
                        + style().accent(login.user()) + ", password " + style().accent(login.password()));
    }

    /** What to try next against the running stack. */
    List<String> whereNext(DataFolder data, String metricsUrl) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(style().bold("It goes on running.") + " In another terminal:");
        lines.add("");
        lines.add(INDENT + style().accent("export SLUICE_CONFIG=" + data.clientConfig()));
        lines.add(command(launcher + " produce FILE_OR_FOLDER", "send documents of your own"));
        lines.add(command(launcher + " tail --no-follow --json", "everything so far, as JSON lines"));
        lines.add(command(launcher + " topics list", "the topics and their sizes"));
        lines.add(command("curl -s " + metricsUrl, "the processor's metrics"));
        lines.add("");
        lines.add(INDENT + "Data and logs: " + data.path() + (data.isKept() ? " (kept)" : ""));
        lines.add(INDENT + "Ctrl-C stops everything" + (data.isKept() ? "." : " and deletes the data."));
        lines.add("");
        return lines;
    }

    List<String> stopping() {
        return List.of("", "Stopping ...");
    }

    private String command(String command, String what) {
        return INDENT + style().accent(Wrapped.pad(command, COMMAND)) + style().dim(what);
    }

    private Style style() {
        return screen.style();
    }
}
