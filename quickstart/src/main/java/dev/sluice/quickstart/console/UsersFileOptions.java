package dev.sluice.quickstart.console;

import dev.sluice.console.ConsoleTable;
import dev.sluice.console.auth.UserAdmin;
import dev.sluice.quickstart.connect.ConfigOptions;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name the file of accounts. */
final class UsersFileOptions {
    @Option(
            names = "--users",
            paramLabel = "FILE",
            description =
                    "The file of accounts; the one that the configuration names (console.users.file) if not given.")
    private Optional<Path> file = Optional.empty();

    @Mixin
    private final ConfigOptions config;

    UsersFileOptions(Map<String, String> environment) {
        this.config = new ConfigOptions(environment);
    }

    Path file() {
        return file.orElseGet(() -> Path.of(config.values().getOrDefault(ConsoleTable.USERS_FILE, (String)
                ConsoleTable.definitions().defaultValues().get(ConsoleTable.USERS_FILE))));
    }

    UserAdmin accounts() {
        return new UserAdmin(file(), new SecureRandom());
    }
}
