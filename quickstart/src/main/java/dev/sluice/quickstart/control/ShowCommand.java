package dev.sluice.quickstart.control;

import dev.sluice.quickstart.connect.ClusterOptions;
import dev.sluice.quickstart.terminal.Amounts;
import dev.sluice.quickstart.terminal.Screen;
import dev.sluice.quickstart.terminal.Table;
import dev.sluice.quickstart.terminal.Terminal;
import dev.sluice.runtime.control.ControlState;
import dev.sluice.runtime.control.Setting;
import dev.sluice.runtime.control.SettingText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice control show}. */
@Command(
        name = "show",
        header = "Show what is set, since when, by whom and why",
        description = "What is not listed is as the processors' configuration and the profiles say.")
final class ShowCommand implements Callable<Integer> {
    private final Screen screen;
    private final Clock clock;

    @Mixin
    private final ClusterOptions config;

    ShowCommand(Terminal terminal, Map<String, String> environment, Clock clock) {
        this.screen = terminal.out();
        this.clock = clock;
        this.config = new ClusterOptions(environment);
    }

    @Override
    public Integer call() {
        ControlState state = new ControlDesk(config, screen, clock).read();
        if (state.settings().isEmpty()) {
            screen.line("Nothing is set.");
        } else {
            screen.lines(table(state, clock.instant()).lines(screen.style()));
        }
        return 0;
    }

    static Table table(ControlState state, Instant now) {
        Table table = new Table("SETTING", "MEANS", ">AGE", ">ENDS", "BY", "WHY");
        for (Setting setting : state.settings()) {
            table.add(
                    setting.key(),
                    SettingText.what(setting.control()),
                    Amounts.duration(positive(Duration.between(setting.setAt(), now))),
                    setting.expiresAt().map(end -> ends(now, end)).orElse("when taken back"),
                    setting.setBy(),
                    setting.why());
        }
        return table;
    }

    private static String ends(Instant now, Instant end) {
        return end.isAfter(now) ? "in " + Amounts.duration(Duration.between(now, end)) : "has expired";
    }

    /** The clock of whoever set it may be ahead of this one. */
    private static Duration positive(Duration age) {
        return age.isNegative() ? Duration.ZERO : age;
    }
}
