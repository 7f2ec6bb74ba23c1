package dev.sluice.quickstart.produce;

import dev.sluice.quickstart.terminal.Amounts;
import dev.sluice.quickstart.terminal.Screen;
import java.time.Duration;
import java.util.Locale;

/**
 * Shows how far the sending is: a bar that is redrawn where a person watches, else a line for every tenth of the way. Not
 * thread-safe.
 */
final class ProgressDisplay {
    private static final Duration REDRAW = Duration.ofMillis(50);
    private static final int TENTHS = 10;
    private static final int WIDEST_BAR = 40;
    private static final int NARROWEST_BAR = 10;
    private static final int PERCENT = 100;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Screen screen;
    private int tenths;
    private Duration drawn = Duration.ZERO;

    ProgressDisplay(Screen screen) {
        this.screen = screen;
    }

    void show(SendProgress progress) {
        if (screen.isTerminal()) {
            redraw(progress);
        } else if ((int) (progress.share() * TENTHS) > tenths) {
            tenths = (int) (progress.share() * TENTHS);
            screen.line(text(progress));
        }
    }

    /** Makes room for what follows. */
    void end() {
        if (screen.isTerminal()) {
            screen.stream().print(CLEAR_LINE);
            screen.stream().flush();
        }
    }

    private void redraw(SendProgress progress) {
        if (progress.isComplete() || progress.elapsed().minus(drawn).compareTo(REDRAW) >= 0) {
            drawn = progress.elapsed();
            screen.stream().print(CLEAR_LINE + bar(progress));
            screen.stream().flush();
        }
    }

    private String bar(SendProgress progress) {
        String text = text(progress);
        int width = Math.min(WIDEST_BAR, screen.width() - text.length() - 2);
        if (width < NARROWEST_BAR) {
            return text.substring(0, Math.min(text.length(), screen.width() - 1));
        }
        int filled = (int) (progress.share() * width);
        return screen.style().good("━".repeat(filled)) + screen.style().dim("─".repeat(width - filled)) + " " + text;
    }

    private static String text(SendProgress progress) {
        return String.format(
                        Locale.ROOT,
                        "%3d %%  %,d of %s  %s  %,.0f/s",
                        (int) (progress.share() * PERCENT),
                        progress.done(),
                        Amounts.count(progress.total(), "document"),
                        Amounts.bytes(progress.bytes()),
                        progress.rate())
                + (progress.failed() == 0 ? "" : String.format(Locale.ROOT, "  %,d failed", progress.failed()));
    }
}
