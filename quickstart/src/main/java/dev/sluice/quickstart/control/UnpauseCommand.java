package dev.sluice.quickstart.control;

import dev.sluice.quickstart.connect.ClusterOptions;
import dev.sluice.quickstart.terminal.Screen;
import dev.sluice.quickstart.terminal.Terminal;
import dev.sluice.runtime.control.SettingKeys;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice control unpause}. */
@Command(name = "unpause", header = "Let the documents of a tenant or profile go on")
final class UnpauseCommand implements Callable<Integer> {
    private final Screen screen;
    private final Clock clock;

    @Mixin
    private final SubjectOptions only = new SubjectOptions();

    @Mixin
    private final ChangeOptions change = new ChangeOptions();

    @Mixin
    private final ClusterOptions config;

    UnpauseCommand(Terminal terminal, Map<String, String> environment, Clock clock) {
        this.screen = terminal.out();
        this.clock = clock;
        this.config = new ClusterOptions(environment);
    }

    @Override
    public Integer call() {
        new ControlDesk(config, screen, clock).unset(SettingKeys.pause(only.required()), change);
        return 0;
    }
}
