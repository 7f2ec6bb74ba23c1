package dev.sluice.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RegistryIT {

    private static final String SUBJECT = "documents-value";
    private static final String SCHEMA = """
            {"type":"record","name":"Document","fields":[{"name":"id","type":"string"}]}""";
    private static final String SCHEMA_THAT_CANNOT_READ_IT = """
            {"type":"record","name":"Document","fields":[{"name":"id","type":"int"}]}""";

    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    private Path workDir;

    @Test
    void quotesItsLogWhenItCannotStart() throws Exception {
        Files.writeString(workDir.resolve("schemas.mv.db"), "no database");

        assertThatThrownBy(() -> Registry.start(workDir))
                .isInstanceOf(ServerStartException.class)
                // It either ends or stays and answers every request with an error, whichever comes first.
                .message()
                .containsAnyOf(
                        "The registry did not start: its process ended with exit code 1",
                        "The registry did not start: it answers with status 500")
                .contains(workDir.resolve("registry.log").toString())
                .contains("schemas.mv.db");
    }

    @Test
    void refusesAPortInUse() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Registry.start(workDir, socket.getLocalPort()))
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining("127.0.0.1:" + socket.getLocalPort())
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void keepsSchemasOverACrashAndANewStartAndLeavesNoProcessWhenClosed() throws Exception {
        int id;
        long pid;
        try (Registry registry = Registry.start(workDir)) {
            id = json.readTree(register(registry, SCHEMA).body()).get("id").asInt();
            String url = registry.url();

            registry.kill();
            registry.restart();
            assertThat(schemaOf(registry, id)).isEqualTo(json.readTree(SCHEMA));
            assertThat(registry.url()).isEqualTo(url);
            pid = registry.pid();
            assertThat(ProcessHandle.of(pid)).isPresent();
        }
        assertThat(ProcessHandle.of(pid)).isEmpty();
        try (Registry registry = Registry.start(workDir)) {
            assertThat(schemaOf(registry, id)).isEqualTo(json.readTree(SCHEMA));
        }
    }

    /** One registry for all of these. */
    @Nested
    @TestInstance(Lifecycle.PER_CLASS)
    class Running {
        private Registry registry;

        @BeforeAll
        void start(@TempDir Path work) {
            registry = Registry.start(work);
        }

        @AfterAll
        void stop() {
            registry.close();
        }

        @Test
        void refusesASchemaThatCannotReadWhatIsThere() throws Exception {
            assertThat(register(registry, SCHEMA).statusCode()).isEqualTo(200);

            assertThat(register(registry, SCHEMA_THAT_CANNOT_READ_IT).statusCode())
                    .isEqualTo(409);
        }

        @Test
        @EnabledOnOs(OS.LINUX)
        void listensOnLoopbackOnly() throws Exception {
            assertThat(ListeningSockets.of(registry.pid()))
                    .as("the service and its management port")
                    .hasSize(2)
                    .isSubsetOf(ListeningSockets.LOOPBACK_4, ListeningSockets.LOOPBACK_4_IN_6);
        }
    }

    private HttpResponse<String> register(Registry registry, String schema) throws Exception {
        String body = json.createObjectNode().put("schema", schema).toString();
        return send(HttpRequest.newBuilder(URI.create(registry.url() + "/subjects/" + SUBJECT + "/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private JsonNode schemaOf(Registry registry, int id) throws Exception {
        HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(registry.url() + "/schemas/ids/" + id))
                .build());
        return json.readTree(json.readTree(response.body()).get("schema").asText());
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }
}
