package dev.sluice.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.sluice.schemas.registry.FakeRegistry.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryOutageTest {
    private static final Response SCHEMA = Response.json(
            200, "{\"schema\": \"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"A\\\",\\\"fields\\\":[]}\"}");

    private final FakeRegistry registry = new FakeRegistry(request -> SCHEMA);
    private final List<Duration> waits = new CopyOnWriteArrayList<>();
    private final Map<String, Object> settings = new HashMap<>(Map.of(RegistryKeys.URL, registry.url()));
    private @Nullable RegistryClient client;

    @AfterEach
    void close() {
        if (client != null) {
            client.close();
        }
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503})
    void triesAgainWithGrowingWaitsAndThenGivesUp(int status) {
        registry.behave(request -> Response.refusal(status, "overloaded"));

        assertThatThrownBy(() -> client().schema(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContainingAll(
                        "GET /schemas/ids/1", "4 tries", registry.url(), "HTTP " + status, "overloaded")
                .hasMessageContaining(RegistryKeys.URL);
        assertThat(registry.requests()).hasSize(4);
        assertThat(waits).hasSize(3);
        assertThat(waits.get(0)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
        assertThat(waits.get(1)).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
        assertThat(waits.get(2)).isBetween(Duration.ofMillis(400), Duration.ofMillis(800));
    }

    @Test
    void waitsAsLongAsTheRegistryAsks() {
        registry.behave(request ->
                registry.requests().size() == 1 ? new Response(429, Map.of("Retry-After", "2"), "") : SCHEMA);

        assertThat(client().schema(1).getName()).isEqualTo("A");
        assertThat(waits).containsExactly(Duration.ofSeconds(2));
    }

    @Test
    void waitsNoLongerThanIsConfigured() {
        registry.behave(request ->
                registry.requests().size() == 1 ? new Response(503, Map.of("Retry-After", "86400"), "") : SCHEMA);

        assertThat(client().schema(1).getName()).isEqualTo("A");
        assertThat(waits).containsExactly(Duration.ofSeconds(5));
    }

    @Test
    void doesNotHoldAnOutageAgainstTheNextCaller() {
        registry.behave(request -> Response.refusal(500, "down"));
        assertThatThrownBy(() -> client().schema(1)).isInstanceOf(RegistryUnavailableException.class);

        registry.behave(request -> SCHEMA);

        assertThat(client().schema(1).getName()).isEqualTo("A");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Please log in</html>", "[1]", "\"text\"", "{\"schema\": "})
    void takesAnAnswerThatIsNoJsonObjectForAnOutage(String body) {
        registry.behave(request -> Response.json(200, body));

        assertThatThrownBy(() -> client().schema(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("not a JSON object");
    }

    @Test
    void takesAnAnswerWithoutASchemaForAnOutage() {
        registry.behave(request -> Response.json(200, "{\"status\": \"fine\"}"));

        assertThatThrownBy(() -> client().schema(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("holds no schema");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 40101, 40301})
    void blamesTheConfigurationForRefusedCredentialsAndDoesNotRepeatThem(int errorCode) {
        registry.behave(request -> Response.refusal(errorCode, "who are you"));

        assertThatThrownBy(() -> client().schema(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContainingAll("error code " + errorCode, "who are you")
                .hasMessageContaining(errorCode / 100 % 10 == 1 || errorCode == 401 ? "basic.auth.user.info" : "right");
        assertThat(registry.requests()).hasSize(1);
    }

    @Test
    void blamesTheConfigurationForAPathThatIsNoRegistrys() {
        registry.behave(request -> Response.json(404, "{\"status\": 404, \"title\": \"no such resource\"}"));

        assertThatThrownBy(() -> client().schema(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("its path included");
    }

    @Test
    void doesNotFollowRedirectsWithItsCredentials() {
        registry.behave(request -> new Response(307, Map.of("Location", registry.url() + "/elsewhere"), ""));

        assertThatThrownBy(() -> client().schema(1)).isInstanceOf(RegistryUnavailableException.class);
        assertThat(registry.requests()).hasSize(1);
    }

    @Test
    void turnsToTheNextUrlAtOnceAndStaysThere() throws IOException {
        settings.put(RegistryKeys.URL, "http://127.0.0.1:" + closedPort() + "," + registry.url());

        assertThat(client().schema(1).getName()).isEqualTo("A");
        assertThat(client().schema(2).getName()).isEqualTo("A");
        assertThat(waits).isEmpty();
        assertThat(registry.requests()).hasSize(2);
    }

    @Test
    void namesEveryUrlThatRefusesConnections() throws IOException {
        int port = closedPort();
        settings.put(RegistryKeys.URL, "http://someone:secret@127.0.0.1:" + port);

        assertThatThrownBy(() -> client().schema(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("http://127.0.0.1:" + port + ": no connection")
                .hasMessageNotContaining("secret");
    }

    @Test
    void givesUpOnAnAnswerThatTricklesIn() throws IOException {
        settings.put(RegistryKeys.READ_TIMEOUT_MS, 150);
        settings.put(RegistryKeys.MAX_RETRIES, 0);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            settings.put(RegistryKeys.URL, "http://127.0.0.1:" + server.getLocalPort());
            Thread.ofVirtual().start(() -> sendOnlyTheBeginning(server));

            assertThatThrownBy(() -> client().schema(1))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("no answer within 150 ms");
        }
    }

    @Test
    void abortsAtOnceWhenInterrupted() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        registry.behave(request -> {
            never.await();
            return SCHEMA;
        });
        RegistryClient asked = client();
        AtomicReference<@Nullable Throwable> outcome = new AtomicReference<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                asked.schema(1);
            } catch (InterruptException e) {
                outcome.set(Thread.currentThread().isInterrupted() ? e : null);
            }
        });
        await().until(() -> registry.requests().size() == 1);

        caller.interrupt();

        assertThat(caller.join(Duration.ofSeconds(30))).isTrue();
        assertThat(outcome.get()).isInstanceOf(InterruptException.class);
    }

    @Test
    void saysWhichSchemaIsNotRegisteredUnderWhichSubject() {
        registry.behave(request -> Response.refusal(40401, "Subject not found."));
        Schema schema = Schema.createRecord("B", null, "space", false, List.of());

        assertThatThrownBy(() -> client().id("topic-value", schema))
                .isInstanceOf(SchemaNotRegisteredException.class)
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContainingAll("space.B", "topic-value", "40401", "auto.register.schemas");
    }

    @Test
    void saysWhyASchemaIsRejected() {
        settings.put(RegistryKeys.AUTO_REGISTER, true);
        registry.behave(request -> Response.refusal(409, "f at /fields/0 has no default"));
        Schema schema = Schema.createRecord("B", null, "space", false, List.of());

        assertThatThrownBy(() -> client().id("topic-value", schema))
                .isInstanceOf(SchemaRejectedException.class)
                .hasMessageContainingAll("space.B", "topic-value", "f at /fields/0 has no default", "compatible");
        assertThat(registry.requests()).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/subjects/topic-value/versions");
        });
    }

    private RegistryClient client() {
        if (client == null) {
            client = new RegistryClient(
                    RegistryKeys.parse(settings), waits::add, new Random(1), Ticker.disabledTicker());
        }
        return client;
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void sendOnlyTheBeginning(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".getBytes(UTF_8));
            // Until the client hangs up.
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
