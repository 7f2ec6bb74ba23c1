package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.devstack.Broker;
import dev.sluice.devstack.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a real broker and registry: what an installation goes through from its first minute on. */
class ClusterCommandsIT {

    @TempDir
    private static Path folder;

    private static Broker broker;
    private static Registry registry;
    private static Map<String, String> environment;
    private static Commands sluice;

    @BeforeAll
    static void startServers() throws IOException {
        broker = Broker.start(folder.resolve("broker"));
        registry = Registry.start(folder.resolve("registry"));
        Path config = Files.writeString(
                folder.resolve("client.properties"),
                "kafka.bootstrap.servers=" + broker.bootstrapServers() + "\nschema.registry.url=" + registry.url()
                        + "\nkafka.request.timeout.ms=60000\nkafka.default.api.timeout.ms=60000\n");
        environment = Map.of("SLUICE_CONFIG", config.toString());
        sluice = new Commands(120, environment);
    }

    @AfterAll
    static void stopServers() {
        broker.close();
        registry.close();
    }

    @Test
    void takesDocumentsThroughTheProcessor() throws Exception {
        assertThat(sluice.failing("tail", "--no-follow"))
                .startsWith("sluice: The brokers at " + broker.bootstrapServers()
                        + " have no topic documents.dead-letter, documents.enriched.")
                .contains("sluice topics create");
        assertThat(sluice.output("topics", "create")).contains("created  documents.raw");
        assertThat(sluice.output("schemas", "register")).contains("registered  documents.raw-value");
        assertThat(sluice.output("topics", "create")).contains("unchanged  documents.raw");
        assertThat(sluice.output("schemas", "list")).doesNotContain("missing");

        Path mails = Files.createDirectories(folder.resolve("mails"));
        Files.writeString(mails.resolve("refund.txt"), """
                Dear support, I bought a lamp for EUR 79.80, order 48213, on October 28, 2026. I would like to return it
                and get my money back. Please refund the amount to my card.
                """);
        Files.write(mails.resolve("empty.txt"), new byte[0]);
        assertThat(produced("produce", "--tenant", "acme", "--meta", "queue=vip", "mails"))
                .startsWith("2 documents sent: ");

        Files.write(folder.resolve("huge.bin"), new byte[17_000_000]);
        try (LauncherProcess produce = LauncherProcess.start(folder, environment, "produce", "huge.bin")) {
            assertThat(produce.exitCode()).isEqualTo(1);
            assertThat(produce.out())
                    .startsWith("0 documents sent")
                    .contains("huge.bin  has 17.0 MB, and documents.raw takes 16.5 MB at most: split it");
        }

        try (LauncherProcess processor =
                LauncherProcess.start(folder, environment, "processor", "-s", "http.port=0", "-s", "log.format=json")) {
            List<JsonNode> outcomes = outcomes(sluice.output("tail", "--from-beginning", "--max", "2", "--json"));

            assertThat(outcomes)
                    .extracting(outcome -> outcome.path("document_id").textValue())
                    .containsExactlyInAnyOrder("mails/refund.txt", "mails/empty.txt");
            assertThat(outcomes)
                    .extracting(
                            outcome -> outcome.at("/properties/metadata/queue").asText())
                    .contains("vip");
            assertThat(outcomes)
                    .filteredOn(outcome -> outcome.path("outcome").textValue().equals("dead-letter"))
                    .anyMatch(letter -> letter.path("reason").textValue().equals("UNREADABLE"));

            processor.signal("TERM");
            processor.exitCode();
            assertThat(processor.err()).isEmpty();
            List<JsonNode> log = outcomes(processor.out());
            assertThat(log).anyMatch(line -> line.path("message").asText().equals("Stopped"));
            assertThat(log).anyMatch(line -> line.path("document").asText().equals("mails/empty.txt"));
        }
        assertThat(sluice.output("tail", "--no-follow", "--only", "dead-letters", "--id", "mails/empty.txt"))
                .startsWith("✗       UNREADABLE           mails/empty.txt\n        extract: ");
    }

    @Test
    void saysThatNobodyAnswers() throws Exception {
        assertThat(sluice.failing("topics", "list", "-b", "127.0.0.1:1"))
                .startsWith("sluice: The brokers at 127.0.0.1:1 do not answer")
                .contains("--bootstrap-server");
    }

    /** In the folder of this test, which names of files and documents go by. */
    private static String produced(String... arguments) throws Exception {
        try (LauncherProcess launcher = LauncherProcess.start(folder, environment, arguments)) {
            assertThat(launcher.exitCode())
                    .as(() -> launcher.out() + launcher.err())
                    .isZero();
            return launcher.out();
        }
    }

    private static List<JsonNode> outcomes(String lines) throws IOException {
        List<JsonNode> outcomes = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            outcomes.add(new JsonMapper().readTree(line));
        }
        return outcomes;
    }
}
