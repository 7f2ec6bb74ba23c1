package dev.sluice.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.quickstart.terminal.Screen;
import dev.sluice.quickstart.terminal.Style;
import dev.sluice.quickstart.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;

/** The launcher's commands, run in the JVM of the tests on a terminal without colours; what the last one printed is kept. */
final class Commands {
    private final int columns;
    private final Map<String, String> environment;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    Commands(int columns, Map<String, String> environment) {
        this.columns = columns;
        this.environment = environment;
    }

    /** Runs a command and returns its exit code. */
    int run(String... arguments) {
        out.reset();
        err.reset();
        return Sluice.commandLine(new Terminal(screen(out), screen(err)), "sluice", environment)
                .execute(arguments);
    }

    /** What a command prints that does what it is asked. */
    String output(String... arguments) {
        assertThat(run(arguments)).as(() -> out() + err()).isZero();
        return out();
    }

    /** The one line that a command says which cannot do it. */
    String failing(String... arguments) {
        assertThat(run(arguments)).isEqualTo(1);
        assertThat(err()).hasLineCount(1);
        return err();
    }

    String out() {
        return out.toString(UTF_8);
    }

    String err() {
        return err.toString(UTF_8);
    }

    private Screen screen(ByteArrayOutputStream bytes) {
        return new Screen(new PrintStream(bytes, true, UTF_8), columns, Style.PLAIN);
    }
}
