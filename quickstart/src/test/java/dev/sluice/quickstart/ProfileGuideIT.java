package dev.sluice.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.quickstart.Guide.Act;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what {@code docs/profiles.md} says, to the letter. */
class ProfileGuideIT {
    private static final Path PAGE = Path.of("../docs/profiles.md");
    private static final String LAUNCHER = "./sluice ";
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    private final List<LauncherProcess> running = new ArrayList<>();

    @AfterEach
    void stop() {
        running.forEach(LauncherProcess::close);
    }

    @Test
    void leadsFromAnEmptyFolderToAResult() throws Exception {
        String output = "";
        for (Act act : Guide.read(PAGE)) {
            switch (act) {
                case Act.Write(String file, String content) -> {
                    Path path = folder.resolve(file);
                    Files.createDirectories(path.resolveSibling("."));
                    Files.writeString(path, content);
                }
                case Act.Run(String command) -> output = run(command);
                case Act.Compare(List<String> lines) -> assertThat(output).contains(lines);
            }
        }
        assertThat(running).as("the guide has something to run").hasSizeGreaterThan(5);
    }

    private String run(String command) throws InterruptedException {
        if (!command.startsWith(LAUNCHER)) {
            // What the reader waits for is not there at once.
            await().atMost(LIMIT).until(() -> shell(command) == 0);
            return "";
        }
        LauncherProcess process = LauncherProcess.start(
                folder, Map.of(), command.substring(LAUNCHER.length()).split(" "));
        running.add(process);
        if (command.startsWith(LAUNCHER + "quickstart")) {
            await().atMost(LIMIT).until(() -> process.out().contains("In another terminal") || !process.isAlive());
            assertThat(process.isAlive()).as(process.out() + process.err()).isTrue();
            return process.out();
        }
        assertThat(process.exitCode())
                .as(command + "\n" + process.out() + process.err())
                .isZero();
        return process.out();
    }

    private int shell(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(said).isTrue();
        return process.exitValue();
    }
}
