package dev.sluice.quickstart.produce;

import dev.sluice.quickstart.terminal.Amounts;
import dev.sluice.quickstart.terminal.Screen;
import dev.sluice.quickstart.terminal.Wrapped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is said at the end: how much was sent in what time, and what was not and why. */
record SendSummary(SendProgress progress, List<Failure> failures) {
    private static final int MOST_SHOWN = 20;
    private static final int WIDEST_NAME = 40;
    private static final String INDENT = "  ";

    SendSummary {
        failures = List.copyOf(failures);
    }

    List<String> lines(Screen screen) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s sent: %s in %s (%,.0f documents/s, %s/s).",
                Amounts.count(progress.sent(), "document"),
                Amounts.bytes(progress.bytes()),
                Amounts.duration(progress.elapsed()),
                progress.rate(),
                Amounts.bytes((long) progress.throughput())));
        if (failures.isEmpty()) {
            return lines;
        }
        lines.add(screen.style().bad(Amounts.count(failures.size(), "document") + " not sent:"));
        int names = Math.min(
                WIDEST_NAME,
                failures.stream()
                        .mapToInt(failure -> Wrapped.columns(failure.what()))
                        .max()
                        .orElse(0));
        failures.stream().limit(MOST_SHOWN).forEach(failure -> lines.addAll(failure(failure, names, screen.width())));
        if (failures.size() > MOST_SHOWN) {
            lines.add(INDENT + "and " + (failures.size() - MOST_SHOWN) + " more");
        }
        return lines;
    }

    private static List<String> failure(Failure failure, int names, int width) {
        List<String> lines = new ArrayList<>();
        int column = INDENT.length() + names + INDENT.length();
        List<String> reason = Wrapped.lines(failure.reason(), Math.max(WIDEST_NAME, width - column), Integer.MAX_VALUE);
        for (int i = 0; i < reason.size(); i++) {
            String name = i == 0 ? Wrapped.fit(failure.what(), names) : "";
            lines.add(INDENT + Wrapped.pad(name, names) + INDENT + reason.get(i));
        }
        return lines;
    }
}
