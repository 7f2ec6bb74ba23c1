package dev.sluice.devstack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The servers of a program of its own, which is ended by signals. */
class ParentExitIT {

    /** Longer than a server takes to stop that writes its shared classes, on a busy machine. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private Process parent;
    private List<ProcessHandle> servers = List.of();

    @BeforeEach
    void startParent() throws Exception {
        List<String> command = new ArrayList<>();
        if (System.getProperty("os.name").equals("Linux")) {
            // Where the tests themselves run in the background of a script, Ctrl-C is ignored, and children inherit
            // that.
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StackParent.class.getName(),
                directory.toString()));
        parent = new ProcessBuilder(command).redirectErrorStream(true).start();
        String processIds = new BufferedReader(new InputStreamReader(parent.getInputStream(), UTF_8)).readLine();
        assertThat(processIds)
                .as("the first line of the parent, unless the servers write into its output")
                .matches("\\d+ \\d+");
        servers = Stream.of(processIds.split(" ", -1))
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                .toList();
        assertThat(servers).hasSize(2);
    }

    @AfterEach
    void leaveNothingBehind() {
        parent.destroyForcibly();
        servers.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void serversEndWithAParentThatIsKilled() throws Exception {
        signal(parent.pid(), "KILL");

        await().atMost(LIMIT).untilAsserted(() -> assertThat(servers).noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void serversLeaveCtrlCToTheirParent() throws Exception {
        for (ProcessHandle server : servers) {
            signal(server.pid(), "INT");
        }
        await().during(Duration.ofSeconds(2))
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(servers).allMatch(ProcessHandle::isAlive));

        signal(parent.pid(), "INT");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(servers).noneMatch(ProcessHandle::isAlive));
    }

    private static void signal(long pid, String signal) throws Exception {
        int exitCode = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exitCode).isZero();
    }
}
