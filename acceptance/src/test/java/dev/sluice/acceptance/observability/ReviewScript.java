package dev.sluice.acceptance.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.console.web.ConsoleStack;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Decides about documents by the console's API. */
final class ReviewScript implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int OK = 200;

    private final JsonMapper json = new JsonMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ConsoleStack stack;

    ReviewScript(ConsoleStack stack) {
        this.stack = stack;
    }

    /**
     * Decides, once the document is under review.
     *
     * @param how the action, and what it needs, as members of a JSON object
     */
    void decide(String id, String how) throws IOException, InterruptedException {
        String item = "/api/v1/item?id=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
        Awaitility.await().atMost(LONG).until(() -> send(request(item).GET()).statusCode() == OK);
        JsonNode shown = json.readTree(send(request(item).GET()).body());
        String body = "{\"id\":\"%s\",\"version\":%d,%s}"
                .formatted(id, shown.path("version").asLong(), how);
        HttpResponse<String> decided = send(request("/api/v1/item/decide").POST(BodyPublishers.ofString(body)));
        assertThat(decided.statusCode()).as(decided.body()).isEqualTo(OK);
    }

    @Override
    public void close() {
        client.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(stack.app.url() + path))
                .header("Authorization", "Bearer " + stack.reviewerToken)
                .header("Content-Type", "application/json");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
