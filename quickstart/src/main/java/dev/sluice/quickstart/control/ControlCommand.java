package dev.sluice.quickstart.control;

import dev.sluice.quickstart.terminal.Terminal;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code sluice control}. */
@Command(
        name = "control",
        header = "Stop, pause or steer the processors that run",
        description = "Every processor follows a change within two seconds, and who made it, when and why is kept in"
                + " documents.audit.",
        footer = {
            "",
            "@|bold Examples|@",
            "  sluice control show",
            "  sluice control kill --why 'the bill doubled overnight'",
            "  sluice control pause --tenant acme --for 2h --why 'they migrate'",
            "  sluice control resume --why 'found it'"
        })
public final class ControlCommand {
    private ControlCommand() {}

    /** The command with its own commands. */
    public static CommandLine create(Terminal terminal, Map<String, String> environment) {
        Clock clock = Clock.systemUTC();
        return new CommandLine(new ControlCommand())
                .addSubcommand(new ShowCommand(terminal, environment, clock))
                .addSubcommand(new KillCommand(terminal, environment, clock))
                .addSubcommand(new ResumeCommand(terminal, environment, clock))
                .addSubcommand(new PauseCommand(terminal, environment, clock))
                .addSubcommand(new UnpauseCommand(terminal, environment, clock))
                .addSubcommand(new ThresholdCommand(terminal, environment, clock))
                .addSubcommand(new EngineCommand(terminal, environment, clock))
                .addSubcommand(new BudgetCommand(terminal, environment, clock));
    }
}
