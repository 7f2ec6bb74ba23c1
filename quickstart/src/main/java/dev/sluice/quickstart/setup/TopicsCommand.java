package dev.sluice.quickstart.setup;

import dev.sluice.quickstart.terminal.Terminal;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code sluice topics}. */
@Command(name = "topics", header = "Create the topics, or list them")
public final class TopicsCommand {
    private TopicsCommand() {}

    /** The command with its own commands. */
    public static CommandLine create(Terminal terminal, Map<String, String> environment) {
        return new CommandLine(new TopicsCommand())
                .addSubcommand(new CreateTopicsCommand(terminal, environment))
                .addSubcommand(new ListTopicsCommand(terminal, environment));
    }
}
