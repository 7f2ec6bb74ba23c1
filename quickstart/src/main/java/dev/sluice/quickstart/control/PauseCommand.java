package dev.sluice.quickstart.control;

import dev.sluice.quickstart.connect.ClusterOptions;
import dev.sluice.quickstart.terminal.Screen;
import dev.sluice.quickstart.terminal.Terminal;
import dev.sluice.runtime.control.Control.Pause;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice control pause}. */
@Command(
        name = "pause",
        header = "Have the documents of a tenant or profile wait",
        description =
                "The others go on. At most stage.max.paused documents are set aside at each stage of each partition; from"
                        + " there on the others behind them wait, too.")
final class PauseCommand implements Callable<Integer> {
    private final Screen screen;
    private final Clock clock;

    @Mixin
    private final SubjectOptions only = new SubjectOptions();

    @Mixin
    private final ChangeOptions change = new ChangeOptions();

    @Mixin
    private final ClusterOptions config;

    PauseCommand(Terminal terminal, Map<String, String> environment, Clock clock) {
        this.screen = terminal.out();
        this.clock = clock;
        this.config = new ClusterOptions(environment);
    }

    @Override
    public Integer call() {
        new ControlDesk(config, screen, clock).set(new Pause(only.required()), change);
        return 0;
    }
}
