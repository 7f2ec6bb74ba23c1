package dev.sluice.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.cluster.SharedCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Scripts, which use the API. Each test has a document of its own. */
@ExtendWith(SharedCluster.class)
final class ScriptsIT {
    @TempDir
    private static Path folder;

    private static Office office;

    @BeforeAll
    static void open(Cluster cluster) throws IOException {
        office = Office.open(cluster, folder, Duration.ofSeconds(1));
    }

    @AfterAll
    static void close() {
        office.close();
    }

    @AfterEach
    void goHome() {
        office.evening();
    }

    @Test
    void doesTheSameForScripts() throws IOException, InterruptedException {
        office.stack.hold(Samples.email("scripted", 1));
        try (HttpClient client = HttpClient.newHttpClient()) {
            Awaitility.await()
                    .atMost(Office.LONG)
                    .until(() -> call(client, office.stack.viewerToken, "/api/v1/item?id=scripted", "")
                                    .statusCode()
                            == 200);
            HttpResponse<String> stale = call(
                    client,
                    office.stack.reviewerToken,
                    "/api/v1/item/decide",
                    "{\"id\":\"scripted\",\"version\":99,\"action\":\"approve\"}");
            HttpResponse<String> good = call(
                    client,
                    office.stack.reviewerToken,
                    "/api/v1/item/decide",
                    "{\"id\":\"scripted\",\"version\":1,\"action\":\"correct\",\"correction\":{\"summary\":\"By a script.\"}}");

            assertThat(stale.statusCode()).isEqualTo(409);
            assertThat(good.statusCode()).as(good.body()).isEqualTo(200);
            assertThat(office.published("scripted").getSummary().getText()).isEqualTo("By a script.");
            HttpResponse<String> lines = call(
                    client, office.stack.operatorToken, "/api/v1/export?format=preference&reviewer=reviewer-bot", "");
            assertThat(lines.body()).contains("preferred_output").contains("By a script.");
        }
    }

    @Test
    void exportsWhatPeopleDecidedToThoseWhoSeeItsTenant() throws IOException, InterruptedException {
        office.stack.hold(Samples.email("export-own", 1));
        office.stack.hold(Samples.foreign("export-theirs", 2));
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String id : List.of("export-own", "export-theirs")) {
                Awaitility.await()
                        .atMost(Office.LONG)
                        .until(() -> call(client, office.stack.reviewerToken, "/api/v1/item?id=" + id, "")
                                        .statusCode()
                                == 200);
                call(
                        client,
                        office.stack.reviewerToken,
                        "/api/v1/item/decide",
                        "{\"id\":\"" + id
                                + "\",\"version\":1,\"action\":\"correct\",\"correction\":{\"summary\":\"About " + id
                                + ".\"}}");
                office.published(id);
            }

            assertThat(export(client, office.stack.operatorToken))
                    .contains("About export-own.")
                    .contains("About export-theirs.");
            assertThat(export(client, office.stack.acmeToken))
                    .contains("About export-own.")
                    .doesNotContain("export-theirs");
        }
    }

    private static String export(HttpClient client, String token) throws IOException, InterruptedException {
        return call(client, token, "/api/v1/export?format=preference", "").body();
    }

    private static HttpResponse<String> call(HttpClient client, String token, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(office.stack.app.url() + path))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofMinutes(1));
        return client.send(
                body.isEmpty()
                        ? request.build()
                        : request.POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
