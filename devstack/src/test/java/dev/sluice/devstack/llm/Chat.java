package dev.sluice.devstack.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** Asks a simulated server about documents over HTTP. */
final class Chat implements AutoCloseable {
    static final String MAIL = """
            From: Zorblat Quux <z.quux@example.com>
            To: support@shop.example

            Hello,

            I ordered a desk lamp on 3 March 2025 (order number 48213) for 49,90 EUR and it still has not arrived.
            The courier's tracking page says the parcel was delivered to an address in Hamburg, but I live in Berlin.
            MARKER
            Kind regards,
            Zorblat Quux
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SimulatedLlm server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Chat(SimulatedLlm server) {
        this.server = server;
    }

    static String mail(String marker) {
        return MAIL.replace("MARKER", marker);
    }

    /** A request for a step, whose answer schema is the one that Sluice uses. */
    static ObjectNode request(String document, String step) {
        ObjectNode request = JSON.createObjectNode().put("model", "simulated-small");
        request.putArray("messages")
                .add(JSON.createObjectNode().put("role", "system").put("content", "Read the document."))
                .add(JSON.createObjectNode()
                        .put("role", "user")
                        .put("content", "Title: A mail\n<document>\n" + document + "\n</document>"));
        ObjectNode format = request.putObject("response_format").put("type", "json_schema");
        format.putObject("json_schema").put("name", step).put("strict", true).set("schema", Schemas.of(step));
        return request;
    }

    HttpResponse<String> ask(String document, String step) throws IOException, InterruptedException {
        return post(request(document, step));
    }

    HttpResponse<String> post(JsonNode request) throws IOException, InterruptedException {
        return send("POST", "/v1/chat/completions", request.toString());
    }

    /** The answer as it comes. */
    InputStream open(JsonNode request) throws IOException, InterruptedException {
        return http.send(to("POST", "/v1/chat/completions", request.toString()), BodyHandlers.ofInputStream())
                .body();
    }

    CompletableFuture<HttpResponse<String>> begin(JsonNode request) {
        return http.sendAsync(to("POST", "/v1/chat/completions", request.toString()), BodyHandlers.ofString());
    }

    HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        return http.send(to(method, path, body), BodyHandlers.ofString());
    }

    private HttpRequest to(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Authorization", "Bearer secret")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
    }

    static JsonNode json(HttpResponse<String> response) throws JsonProcessingException {
        return JSON.readTree(response.body());
    }

    /** The text of the one choice. */
    static String content(HttpResponse<String> response) throws JsonProcessingException {
        return json(response).at("/choices/0/message/content").asText();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
