package dev.sluice.quickstart.control;

import dev.sluice.quickstart.connect.ClusterOptions;
import dev.sluice.quickstart.terminal.Screen;
import dev.sluice.quickstart.terminal.Terminal;
import dev.sluice.runtime.control.Control.KillSwitch;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice control kill}. */
@Command(
        name = "kill",
        header = "Stop all calls to models",
        description =
                "Documents wait, and nothing is lost. Calls that are under way end. Profiles whose engines include the"
                        + " offline rules go on with these where they are sure enough, as they cost nothing.")
final class KillCommand implements Callable<Integer> {
    private final Screen screen;
    private final Clock clock;

    @Mixin
    private final ChangeOptions change = new ChangeOptions();

    @Mixin
    private final ClusterOptions config;

    KillCommand(Terminal terminal, Map<String, String> environment, Clock clock) {
        this.screen = terminal.out();
        this.clock = clock;
        this.config = new ClusterOptions(environment);
    }

    @Override
    public Integer call() {
        new ControlDesk(config, screen, clock).set(new KillSwitch(), change);
        return 0;
    }
}
