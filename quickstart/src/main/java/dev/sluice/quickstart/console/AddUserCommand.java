package dev.sluice.quickstart.console;

import dev.sluice.console.auth.Role;
import dev.sluice.console.auth.UserAdmin;
import dev.sluice.quickstart.terminal.CommandFailedException;
import dev.sluice.quickstart.terminal.Terminal;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice console user add}. */
@Command(
        name = "add",
        header = "Give somebody access to the console, or other rights, or another password",
        description =
                "Makes a password and prints it, unless --password has it ask for one. A running console takes the change at"
                        + " once.",
        footer = {
            "",
            "@|bold Examples|@",
            "  sluice console user add ada --role admin",
            "  sluice console user add bo --profile invoice --profile contract",
            "  sluice console user add nightly-export --role viewer --token"
        })
final class AddUserCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "Who.")
    private String name = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "viewer, reviewer, operator or admin; reviewer if not given.")
    private Role role = Role.REVIEWER;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "Only documents of this profile; repeat it for more. All if not given.")
    private Set<String> profiles = Set.of();

    @Option(
            names = "--tenant",
            paramLabel = "NAME",
            description = "Only documents of this tenant; repeat it for more. All if not given.")
    private Set<String> tenants = Set.of();

    @Option(
            names = "--password",
            interactive = true,
            arity = "0",
            description = "Ask for a password in place of making one.")
    private char @Nullable [] password;

    @Option(names = "--token", description = "A script, which has no password: make a token for the API and print it.")
    private boolean token;

    @Mixin
    private final UsersFileOptions users;

    AddUserCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.users = new UsersFileOptions(environment);
    }

    @Override
    public Integer call() throws IOException {
        UserAdmin accounts = users.accounts();
        try {
            if (token) {
                terminal.out().line(accounts.putToken(name, role, only(profiles), only(tenants)));
                return 0;
            }
            String chosen = password == null ? accounts.randomPassword() : new String(password);
            accounts.putUser(name, role, chosen, only(profiles), only(tenants));
            if (password == null) {
                terminal.out().line(chosen);
            }
            return 0;
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException("The account " + name + " was not added: " + e.getMessage() + ".", e);
        }
    }

    private static Optional<Set<String>> only(Set<String> names) {
        return names.isEmpty() ? Optional.empty() : Optional.of(names);
    }
}
