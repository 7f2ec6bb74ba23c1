package dev.sluice.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.quickstart.terminal.Screen;
import dev.sluice.quickstart.terminal.Style;
import dev.sluice.quickstart.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConsoleUserCommandsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void refusesANameThatTheFileCannotHold() {
        assertThat(run("add", "a:b")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("a:b");
        assertThat(users()).doesNotExist();
    }

    @Test
    void saysThatThereIsNobodyToRemove() {
        assertThat(run("remove", "ada")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("There is no account ada in " + users());
    }

    @Test
    void printsThePasswordThatItMadeAndKeepsOnlyItsHash() throws IOException {
        assertThat(run("add", "ada", "--role", "operator", "--profile", "invoice"))
                .as(err.toString(UTF_8))
                .isZero();

        String password = out.toString(UTF_8).strip();
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
        Terminal terminal = new Terminal(screen(out), screen(err));
        return Sluice.commandLine(terminal, "sluice", Map.of()).execute(all.toArray(String[]::new));
    }

    private static Screen screen(ByteArrayOutputStream bytes) {
        return new Screen(new PrintStream(bytes, true, UTF_8), 100, Style.PLAIN);
    }
}
