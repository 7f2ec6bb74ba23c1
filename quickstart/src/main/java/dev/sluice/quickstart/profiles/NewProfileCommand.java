package dev.sluice.quickstart.profiles;

import dev.sluice.profile.Scaffold;
import dev.sluice.quickstart.terminal.CommandFailedException;
import dev.sluice.quickstart.terminal.Screen;
import dev.sluice.quickstart.terminal.Terminal;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice profiles new}. */
@Command(
        name = "new",
        header = "Begin a profile: a folder that passes the check, to be edited",
        description = "Nothing that exists is overwritten. docs/profiles.md goes on from here.",
        footer = {"", "@|bold Examples|@", "  sluice profiles new parking-ticket --in kinds"})
final class NewProfileCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(paramLabel = "NAME", description = "Of the profile and its folder: lower-case letters, digits, dashes.")
    private String name = "";

    @Option(
            names = "--in",
            paramLabel = "DIR",
            description = "The folder of your profiles, made if need be; the working directory if not given.")
    private Path parent = Path.of("");

    @Option(
            names = "--owner",
            paramLabel = "WHO",
            description = "Who answers for the prompts; your user name if not given.")
    private String owner = System.getProperty("user.name", "unknown");

    NewProfileCommand(Terminal terminal) {
        this.screen = terminal.out();
    }

    @Override
    public Integer call() throws IOException {
        try {
            Scaffold.write(name, parent, owner).forEach(file -> screen.line("made  " + file));
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailedException(
                    parent.resolve(name) + " exists and is left as it is. Choose another name, or another --in DIR.",
                    e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        }
        screen.gap();
        screen.line("Edit the files, then: sluice profiles check " + parent.resolve(name));
        return 0;
    }
}
