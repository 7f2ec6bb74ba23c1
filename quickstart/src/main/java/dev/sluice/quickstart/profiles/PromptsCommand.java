package dev.sluice.quickstart.profiles;

import dev.sluice.quickstart.terminal.Terminal;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code sluice prompts}. */
@Command(name = "prompts", header = "Show what a model is asked about a document")
public final class PromptsCommand {
    private PromptsCommand() {}

    /** The command with its own commands. */
    public static CommandLine create(Terminal terminal, Map<String, String> environment) {
        return new CommandLine(new PromptsCommand()).addSubcommand(new RenderPromptCommand(terminal, environment));
    }
}
