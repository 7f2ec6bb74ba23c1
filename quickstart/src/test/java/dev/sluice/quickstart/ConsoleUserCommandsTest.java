package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConsoleUserCommandsTest {
    private final Commands sluice = new Commands(100, Map.of());

    @TempDir
    private Path folder;

    @Test
    void refusesANameThatTheFileCannotHold() {
        assertThat(run("add", "a:b")).isEqualTo(1);
        assertThat(sluice.err()).contains("a:b");
        assertThat(users()).doesNotExist();
    }

    @Test
    void saysThatThereIsNobodyToRemove() {
        assertThat(run("remove", "ada")).isEqualTo(1);
        assertThat(sluice.err()).contains("There is no account ada in " + users());
    }

    @Test
    void printsThePasswordThatItMadeAndKeepsOnlyItsHash() throws IOException {
        assertThat(run("add", "ada", "--role", "operator", "--profile", "invoice"))
                .as(sluice.err())
                .isZero();

        String password = sluice.out().strip();
        assertThat(password).hasSizeGreaterThanOrEqualTo(20);
        assertThat(Files.readString(users()))
                .contains("ada", "operator", "invoice", "$argon2id$")
                .doesNotContain(password);
    }

    @Test
    void takesAccessAway() throws IOException {
        run("add", "ada");
        run("add", "nightly", "--token");

        assertThat(run("remove", "ada")).isZero();

        assertThat(Files.readString(users())).contains("nightly").doesNotContain("ada:");
    }

    private Path users() {
        return folder.resolve("users");
    }

    private int run(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of("console", "user", command, "--users", users().toString()));
        all.addAll(List.of(arguments));
        return sluice.run(all.toArray(String[]::new));
    }
}
