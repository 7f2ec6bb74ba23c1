package dev.sluice.quickstart.control;

import dev.sluice.quickstart.connect.ClusterOptions;
import dev.sluice.quickstart.terminal.CommandFailedException;
import dev.sluice.quickstart.terminal.Screen;
import dev.sluice.quickstart.terminal.Terminal;
import dev.sluice.runtime.control.Control.Budget;
import dev.sluice.runtime.control.SettingKeys;
import dev.sluice.runtime.control.SettingKeys.Window;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice control budget}. */
@Command(
        name = "budget",
        header = "Set what may be spent in an hour or a day",
        description = "It takes the place of the configured budget, as for a busy day.")
final class BudgetCommand implements Callable<Integer> {
    private static final int MICROS = 6;

    private final Screen screen;
    private final Clock clock;

    @Parameters(index = "0", paramLabel = "WINDOW", description = "hour or day, in UTC.")
    private Window window = Window.DAY;

    @Parameters(index = "1", arity = "0..1", paramLabel = "DOLLARS", description = "Such as 25 or 0.50.")
    private Optional<BigDecimal> dollars = Optional.empty();

    @Mixin
    private final SubjectOptions only = new SubjectOptions();

    @Option(names = "--clear", description = "Take it back: the configured one counts again.")
    private boolean clear;

    @Mixin
    private final ChangeOptions change = new ChangeOptions();

    @Mixin
    private final ClusterOptions config;

    BudgetCommand(Terminal terminal, Map<String, String> environment, Clock clock) {
        this.screen = terminal.out();
        this.clock = clock;
        this.config = new ClusterOptions(environment);
    }

    @Override
    public Integer call() {
        ControlDesk desk = new ControlDesk(config, screen, clock);
        if (clear) {
            desk.unset(SettingKeys.budget(only.subject(), window), change);
        } else {
            desk.set(Refused.orElse(() -> new Budget(only.subject(), window, micros())), change);
        }
        return 0;
    }

    private long micros() {
        BigDecimal amount = dollars.orElseThrow(() -> new CommandFailedException("Give the dollars, or --clear."));
        try {
            return amount.movePointRight(MICROS).longValueExact();
        } catch (ArithmeticException e) {
            throw new CommandFailedException(
                    amount + " dollars cannot be counted in millionths: give at most six decimals.", e);
        }
    }
}
