package dev.sluice.quickstart.control;

import dev.sluice.quickstart.connect.ClusterOptions;
import dev.sluice.quickstart.terminal.CommandFailedException;
import dev.sluice.quickstart.terminal.Screen;
import dev.sluice.quickstart.terminal.Terminal;
import dev.sluice.runtime.control.Control.EngineOverride;
import dev.sluice.runtime.control.SettingKeys;
import dev.sluice.schemas.Stage;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice control engine}. */
@Command(
        name = "engine",
        header = "Set the engine of a profile's step",
        description = "It takes the place of all engines that the profile lists for the step, for any document.")
final class EngineCommand implements Callable<Integer> {
    private final Screen screen;
    private final Clock clock;

    @Parameters(index = "0", paramLabel = "PROFILE", description = "Its name.")
    private String profile = "";

    @Parameters(index = "1", paramLabel = "STEP", description = "extract, summarize or classify.")
    private String step = "";

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "ENGINE",
            description = "As the processors' configuration names it: model, offline, or one of llm.engines.")
    private Optional<String> engine = Optional.empty();

    @Option(names = "--clear", description = "Take it back: the profile's own counts again.")
    private boolean clear;

    @Mixin
    private final ChangeOptions change = new ChangeOptions();

    @Mixin
    private final ClusterOptions config;

    EngineCommand(Terminal terminal, Map<String, String> environment, Clock clock) {
        this.screen = terminal.out();
        this.clock = clock;
        this.config = new ClusterOptions(environment);
    }

    @Override
    public Integer call() {
        ControlDesk desk = new ControlDesk(config, screen, clock);
        if (clear) {
            desk.unset(SettingKeys.engine(profile, stage()), change);
        } else {
            desk.set(Refused.orElse(() -> new EngineOverride(profile, stage(), named())), change);
        }
        return 0;
    }

    private Stage stage() {
        return Stage.of(step)
                .orElseThrow(() -> new CommandFailedException(
                        "There is no step " + step + ". Name extract, summarize or classify."));
    }

    private String named() {
        return engine.orElseThrow(() -> new CommandFailedException("Name the engine, or give --clear."));
    }
}
