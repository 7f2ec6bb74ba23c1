package dev.sluice.schemas.registry;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.schemas.registry.Reply.Answer;
import dev.sluice.schemas.registry.Reply.Denial;
import dev.sluice.schemas.registry.Reply.NoAnswer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.config.AbstractConfig;

/** One exchange with one URL of the registry, within a time limit. Thread-safe. */
final class RegistryHttp implements AutoCloseable {
    private static final String JSON = "application/vnd.schemaregistry.v1+json";
    private static final int SHOWN_CHARACTERS = 2_000;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client;
    private final Duration readTimeout;

    RegistryHttp(AbstractConfig config) {
        this.readTimeout = Duration.ofMillis(config.getInt(RegistryKeys.READ_TIMEOUT_MS));
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER) // the client would send the credentials along
                .connectTimeout(Duration.ofMillis(config.getInt(RegistryKeys.CONNECT_TIMEOUT_MS)))
                .sslContext(RegistryTls.context(config))
                .build();
    }

    Reply exchange(Endpoint endpoint, RegistryRequest request) throws InterruptedException {
        HttpRequest.Builder http = HttpRequest.newBuilder(endpoint.resolve(request.path()))
                .header("Accept", JSON + ", application/vnd.schemaregistry+json, application/json");
        endpoint.authorization().ifPresent(value -> http.header("Authorization", value));
        request.body().ifPresent(body -> http.header("Content-Type", JSON).POST(BodyPublishers.ofString(body)));
        // HttpRequest.timeout() ends with the headers: a body that trickles in would not be bounded.
        CompletableFuture<HttpResponse<byte[]>> pending = client.sendAsync(http.build(), BodyHandlers.ofByteArray());
        try {
            return read(pending.get(readTimeout.toMillis(), MILLISECONDS));
        } catch (TimeoutException e) {
            return new NoAnswer("no answer within " + readTimeout.toMillis() + " ms", Optional.empty());
        } catch (ExecutionException e) {
            return new NoAnswer(describe(e), Optional.empty());
        } finally {
            pending.cancel(true);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private Reply read(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        Optional<JsonNode> body = parse(response.body());
        String message = body.map(node -> node.path("message").asText(""))
                .filter(text -> !text.isEmpty())
                .orElse("no message");
        String shown = message.length() <= SHOWN_CHARACTERS ? message : message.substring(0, SHOWN_CHARACTERS) + "…";
        if (status == 408 || status == 429 || status >= 500) {
            return new NoAnswer("HTTP " + status + ", " + shown, retryAfter(response));
        }
        if (status >= 200 && status < 300) {
            return body.<Reply>map(Answer::new)
                    .orElseGet(() -> new NoAnswer(
                            "HTTP " + status + " with a body that is not a JSON object, so it is not a registry",
                            Optional.empty()));
        }
        int errorCode = body.map(node -> node.path("error_code").asInt(status)).orElse(status);
        return new Denial(status, errorCode, shown);
    }

    private Optional<JsonNode> parse(byte[] body) {
        try {
            return Optional.ofNullable(json.readTree(body)).filter(JsonNode::isObject);
        } catch (IOException e) {
            return Optional.empty(); // the callers say what that means
        }
    }

    /** Only the form in seconds: registries do not send dates. */
    private static Optional<Duration> retryAfter(HttpResponse<byte[]> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(Long::parseLong)
                .map(Duration::ofSeconds);
    }

    private static String describe(ExecutionException failure) {
        return switch (failure.getCause()) {
            case ConnectException refused -> "no connection"; // has no message of its own
            case null -> failure.toString();
            case Throwable cause -> cause.toString();
        };
    }
}
