package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sluice quickstart} as its user sees it. */
class QuickstartIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int SERVERS = 2;

    @TempDir
    private Path folder;

    @Test
    void refusesBadConfigurationBeforeAnythingStarts() throws Exception {
        try (LauncherProcess quickstart = start("quickstart", "--set", "stage.max.in.flight=many")) {
            assertThat(quickstart.exitCode()).isEqualTo(1);
            assertThat(quickstart.err())
                    .startsWith("sluice: Invalid value many for configuration stage.max.in.flight")
                    .hasLineCount(1);
            assertThat(quickstart.out()).isEmpty();
        }
        assertThat(dataFolders()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"offline", "simulated"})
    void givesEverySampleItsExpectedOutcome(String llm) throws Exception {
        try (LauncherProcess quickstart = start("quickstart", "--once", "--llm", llm)) {
            int exitCode = quickstart.exitCode();

            assertThat(quickstart.out()).contains("all as expected.").doesNotContain("\u001b");
            assertThat(quickstart.err()).isEmpty();
            assertThat(exitCode).isZero();
            assertThat(quickstart.children()).isEmpty();
        }
        assertThat(dataFolders()).isEmpty();
    }

    @Test
    void stopsEverythingOnCtrlC() throws Exception {
        Path data = folder.resolve("kept");
        try (LauncherProcess quickstart = start("quickstart", "--data", data.toString())) {
            await().atMost(LIMIT)
                    .until(() -> quickstart.out().contains("In another terminal") || !quickstart.isAlive());
            List<ProcessHandle> children = quickstart.children();
            assertThat(children).hasSize(SERVERS);
            assertThat(statusOf(consoleUrl(quickstart.out()) + "/login")).isEqualTo(200);

            quickstart.signal("INT");
            quickstart.exitCode();

            assertThat(children).noneMatch(ProcessHandle::isAlive);
            assertThat(quickstart.out()).endsWith("Stopping ...\n");
            assertThat(quickstart.err()).isEmpty();
        }
        assertThat(data.resolve("processor.log")).isNotEmptyFile();
        assertThat(data.resolve("client.properties")).isNotEmptyFile();
    }

    @Test
    void stopsOnCtrlCWhileItStarts() throws Exception {
        try (LauncherProcess quickstart = start("quickstart")) {
            await().atMost(LIMIT).until(() -> quickstart.children().size() == SERVERS);
            List<ProcessHandle> children = quickstart.children();

            quickstart.signal("INT");
            quickstart.exitCode();

            assertThat(children).noneMatch(ProcessHandle::isAlive);
            assertThat(quickstart.err()).isEmpty();
        }
        assertThat(dataFolders()).isEmpty();
    }

    /** As people are told it, with who may log in. */
    private static String consoleUrl(String out) {
        Matcher review = Pattern.compile("Review the dead letters at (\\S+) as admin, password \\S{20,}\n")
                .matcher(out);
        assertThat(review.find()).as(out).isTrue();
        return review.group(1);
    }

    private static int statusOf(String url) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private LauncherProcess start(String... arguments) {
        return LauncherProcess.start(folder, Map.of(), arguments);
    }

    /** What the quickstart made in the folder of temporary files and did not delete. */
    private List<Path> dataFolders() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("sluice-"))
                    .toList();
        }
    }
}
