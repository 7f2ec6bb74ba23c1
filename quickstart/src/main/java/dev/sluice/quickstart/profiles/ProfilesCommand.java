package dev.sluice.quickstart.profiles;

import dev.sluice.quickstart.terminal.Terminal;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code sluice profiles}. */
@Command(name = "profiles", header = "Make profiles for kinds of documents, check or list them")
public final class ProfilesCommand {
    private ProfilesCommand() {}

    /** The command with its own commands. */
    public static CommandLine create(Terminal terminal, Map<String, String> environment) {
        return new CommandLine(new ProfilesCommand())
                .addSubcommand(new NewProfileCommand(terminal))
                .addSubcommand(new CheckProfilesCommand(terminal, environment))
                .addSubcommand(new ListProfilesCommand(terminal, environment));
    }
}
