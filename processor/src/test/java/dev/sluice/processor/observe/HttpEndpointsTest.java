package dev.sluice.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.processor.observe.HttpEndpoints.Status;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HttpEndpointsTest {
    private static final HttpSettings ANY_PORT = new HttpSettings("127.0.0.1", 0);

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpEndpoints endpoints;

    @BeforeEach
    void start() throws IOException {
        endpoints = HttpEndpoints.start(
                ANY_PORT,
                () -> new Status(true, "RUNNING"),
                () -> new Status(false, "Topics are missing."),
                () -> "sluice_documents_total 1\n");
    }

    @AfterEach
    void stop() {
        endpoints.close();
        client.close();
    }

    @Test
    void saysWhyItIsNotReady() throws Exception {
        HttpResponse<String> response = get("/readyz");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).isEqualTo("Topics are missing.\n");
    }

    @Test
    void namesItsPagesWhereThereIsNone() throws Exception {
        HttpResponse<String> response = get("/healthz/more");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("/healthz", "/readyz", "/metrics");
    }

    @Test
    void takesNothing() throws Exception {
        HttpRequest request = request("/metrics")
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void tellsHealthAndMetrics() throws Exception {
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        assertThat(get("/metrics").body()).isEqualTo("sluice_documents_total 1\n");
    }

    @Test
    void namesTheKeysWhenTheAddressIsTaken() {
        HttpSettings taken = new HttpSettings("127.0.0.1", endpoints.port());
        assertThatThrownBy(() ->
                        HttpEndpoints.start(taken, () -> new Status(true, ""), () -> new Status(true, ""), () -> ""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("http.port")
                .hasMessageContaining(Integer.toString(endpoints.port()));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoints.port() + path));
    }
}
