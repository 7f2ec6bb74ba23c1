package dev.sluice.acceptance.observability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** Prometheus' own tool for its files. */
final class Promtool {
    private Promtool() {}

    /** Succeeds, or fails with what it says; skips the test where there is none. */
    static void run(String... arguments) throws InterruptedException, IOException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process = started(command);
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static Process started(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .directory(Rule.FOLDER.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException missing) {
            throw new TestAbortedException(
                    "promtool is not on this machine: install it (on Debian: apt-get install prometheus)", missing);
        }
    }
}
