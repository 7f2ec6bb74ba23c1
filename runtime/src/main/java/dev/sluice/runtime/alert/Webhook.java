package dev.sluice.runtime.alert;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Posts JSON to one address. Thread-safe. */
final class Webhook implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final URI address;
    private final HttpClient client;

    Webhook(URI address) {
        this.address = address;
        this.client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** How a message ended that was not taken. */
    record Failure(String why, boolean worthATry) {}

    /** Posts once; empty if it was taken. What is told of a failure does not name the address. */
    Optional<Failure> post(String json) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(json))
                .build();
        try {
            HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
            int status = response.statusCode();
            if (status >= 200 && status < 300) {
                return Optional.empty();
            }
            return Optional.of(new Failure("HTTP " + status, status == 429 || status >= 500));
        } catch (IOException e) {
            return Optional.of(new Failure(e.getClass().getSimpleName(), true));
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
