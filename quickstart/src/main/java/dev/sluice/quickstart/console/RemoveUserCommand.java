package dev.sluice.quickstart.console;

import dev.sluice.quickstart.terminal.CommandFailedException;
import dev.sluice.quickstart.terminal.Terminal;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluice console user remove}. */
@Command(name = "remove", header = "Take somebody's access to the console away, sessions included")
final class RemoveUserCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "Who.")
    private String name = "";

    @Mixin
    private final UsersFileOptions users;

    RemoveUserCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.users = new UsersFileOptions(environment);
    }

    @Override
    public Integer call() throws IOException {
        if (!users.accounts().remove(name)) {
            throw new CommandFailedException("There is no account " + name + " in " + users.file() + ".");
        }
        terminal.out().line("removed " + name);
        return 0;
    }
}
