package dev.sluice.quickstart.setup;

import dev.sluice.quickstart.terminal.Terminal;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code sluice schemas}. */
@Command(name = "schemas", header = "Register the records' schemas, or list them")
public final class SchemasCommand {
    private SchemasCommand() {}

    /** The command with its own commands. */
    public static CommandLine create(Terminal terminal, Map<String, String> environment) {
        return new CommandLine(new SchemasCommand())
                .addSubcommand(new RegisterSchemasCommand(terminal, environment))
                .addSubcommand(new ListSchemasCommand(terminal, environment));
    }
}
