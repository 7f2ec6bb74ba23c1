package dev.sluice.acceptance.secured;

import static dev.sluice.acceptance.secured.SecuredServices.CONSOLE;
import static dev.sluice.acceptance.secured.SecuredServices.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.console.ConsoleApp;
import dev.sluice.console.ConsoleSettings;
import dev.sluice.processor.ProcessorApp;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.DeadLetter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processor, console and launcher on brokers that want TLS, a login and rights, and on a registry that wants TLS and a password. The
 * rights are those of the manifest for Strimzi, so they are shown to be enough.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class SecuredClusterIT {
    /** What the model answers surely. */
    static final String SURE = "Hello, I ordered a lamp on 2026-11-03, order 77120, and it has still not arrived."
            + " Where is my parcel? Jane Doe";

    private static final String UNSURE = SURE + " [[sim:low-confidence step=classify]]";

    @TempDir
    private static Path folder;

    private static SecuredServices services;

    @BeforeAll
    static void start() throws Exception {
        services = SecuredServices.start(folder);
    }

    @AfterAll
    static void stop() {
        services.close();
    }

    @Test
    void enrichesAndReviewsWithTheRightsOfTheManifestAndShowsNoSecret() throws Exception {
        Map<String, String> admin = services.cluster.settings(SecuredCluster.ADMIN);
        launch(admin, "topics", "create", "--partitions", "2");
        launch(admin, "schemas", "register");
        Files.writeString(folder.resolve("sure.txt"), SURE);
        Files.writeString(folder.resolve("unsure.txt"), UNSURE);
        try (ProcessorApp processor = SecuredServices.processor(services.processorSettings("well"));
                ConsoleApp console = ConsoleApp.open(ConsoleSettings.of(services.consoleSettings("well")))) {
            console.start();
            processor.start();
            launch(admin, "produce", "--profile", "support-email", "sure.txt", "unsure.txt");

            services.awaitOne("sure.txt");
            Awaitility.await().atMost(LONG).until(console::isReady);
            String item = console.url() + "/api/v1/item";
            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> SecuredServices.send(
                                            asReviewer(item + "?id=unsure.txt").build())
                                    .statusCode()
                            == 200);
            assertThat(services.cluster.records(Topic.DEAD_LETTER, DeadLetter.class, "unsure.txt"))
                    .hasSize(1);
            int version = new ObjectMapper()
                    .readTree(SecuredServices.send(
                                    asReviewer(item + "?id=unsure.txt").build())
                            .body())
                    .path("version")
                    .asInt();
            String decision = "{\"id\":\"unsure.txt\",\"version\":" + version + ",\"action\":\"approve\"}";
            HttpResponse<String> decided = SecuredServices.send(asReviewer(item + "/decide")
                    .POST(BodyPublishers.ofString(decision))
                    .build());
            assertThat(decided.statusCode()).as(decided.body()).isEqualTo(200);
            assertThat(services.awaitOne("unsure.txt").getReview()).isPresent();
        }
        launch(services.cluster.settings(CONSOLE), "control", "show");
        services.assertNoSecretWasLogged();
        assertThat(services.log.lines()).as("documents are not logged").noneMatch(line -> line.contains("order 77120"));
    }

    private static void launch(Map<String, String> settings, String... arguments) throws Exception {
        Launcher.Outcome outcome = Launcher.with(folder, settings).run(arguments);
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
    }

    private static HttpRequest.Builder asReviewer(String url) {
        return HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + services.token());
    }
}
