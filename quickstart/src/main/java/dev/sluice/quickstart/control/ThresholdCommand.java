package dev.sluice.quickstart.control;

import dev.sluice.quickstart.connect.ClusterOptions;
import dev.sluice.quickstart.terminal.CommandFailedException;
import dev.sluice.quickstart.terminal.Screen;
import dev.sluice.quickstart.terminal.Terminal;
import dev.sluice.runtime.control.Control.Threshold;
import dev.sluice.runtime.control.SettingKeys;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice control threshold}. */
@Command(name = "threshold", header = "Set the least confidence to publish documents of a profile with")
final class ThresholdCommand implements Callable<Integer> {
    private final Screen screen;
    private final Clock clock;

    @Parameters(index = "0", paramLabel = "PROFILE", description = "Its name.")
    private String profile = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "CONFIDENCE", description = "0 to 1.")
    private Optional<Double> accept = Optional.empty();

    @Option(names = "--clear", description = "Take it back: the profile's own counts again.")
    private boolean clear;

    @Mixin
    private final ChangeOptions change = new ChangeOptions();

    @Mixin
    private final ClusterOptions config;

    ThresholdCommand(Terminal terminal, Map<String, String> environment, Clock clock) {
        this.screen = terminal.out();
        this.clock = clock;
        this.config = new ClusterOptions(environment);
    }

    @Override
    public Integer call() {
        ControlDesk desk = new ControlDesk(config, screen, clock);
        if (clear) {
            desk.unset(SettingKeys.threshold(profile), change);
        } else {
            desk.set(Refused.orElse(() -> new Threshold(profile, confidence())), change);
        }
        return 0;
    }

    private double confidence() {
        return accept.orElseThrow(() -> new CommandFailedException("Give the confidence, 0 to 1, or --clear."));
    }
}
