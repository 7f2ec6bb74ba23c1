package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.console.ConsoleApp;
import dev.sluice.console.ConsoleSettings;
import dev.sluice.console.auth.Role;
import dev.sluice.console.auth.UserAdmin;
import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import dev.sluice.processor.ProcessorApp;
import dev.sluice.processor.ProcessorConfig;
import dev.sluice.runtime.time.SteadyClock;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.avro.RawDocument;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processor, console and launcher on brokers that want TLS, a login and rights, and on a registry that wants TLS and a password. The
 * rights are those of the manifest for Strimzi, so they are shown to be enough; each test sends a document of its own.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class SecuredClusterIT {
    private static final String PROCESSOR = "sluice-processor";
    private static final String CONSOLE = "sluice-console";
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String SURE =
            "Hello, I ordered a lamp on 2026-11-03, order 77120, and it has still not arrived."
                    + " Where is my parcel? Jane Doe";
    private static final String UNSURE = SURE + " [[sim:low-confidence step=classify]]";

    @TempDir
    private static Path folder;

    private static SecuredCluster cluster;
    private static SimulatedLlm model;
    private static CapturedLog log;

    @BeforeAll
    static void start() throws Exception {
        log = CapturedLog.open();
        cluster = SecuredCluster.start(folder);
        model = SimulatedLlm.start(SimulatedLlmSettings.defaults());
        Launcher admin = Launcher.with(folder, cluster.settings(SecuredCluster.ADMIN));
        assertDone(admin.run("topics", "create", "--partitions", "2"));
        assertDone(admin.run("schemas", "register"));
    }

    @AfterAll
    static void stop() {
        model.close();
        cluster.close();
        log.close();
    }

    @Test
    void aWrongPasswordIsNamedAndNothingIsTakenIn() throws Exception {
        Map<String, String> settings = processorSettings("wrong-password");
        settings.put(
                "kafka.sasl.jaas.config", SecuredCluster.login(PROCESSOR, cluster.keep("wrong", "wrong password")));
        assertWaits(settings, "refuse the login", "kafka.sasl.jaas.config");

        Launcher.Outcome outcome = Launcher.with(folder, settings).run("topics", "list");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.text()).contains("refuse the login").hasLineCount(1);

        Map<String, String> consoles = consoleSettings("wrong-password");
        consoles.put("kafka.sasl.jaas.config", SecuredCluster.login(CONSOLE, cluster.keep("wrong", "wrong password")));
        try (ConsoleApp console = ConsoleApp.open(ConsoleSettings.of(consoles))) {
            console.start();
            // Its stream threads die of it.
            Awaitility.await()
                    .dontCatchUncaughtExceptions()
                    .atMost(LONG)
                    .until(() -> status(console.url() + "/health/live") == 503);
            assertThat(status(console.url() + "/health/ready")).isEqualTo(503);
            assertThat(log.lines()).anyMatch(line -> line.contains("SaslAuthenticationException"));
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNamed() throws Exception {
        Map<String, String> settings = processorSettings("untrusted");
        settings.put(
                "kafka.ssl.truststore.location",
                Certificate.issue(folder, "another").pem().toString());
        assertWaits(settings, "do not trust each other", "kafka.ssl.truststore.location");

        settings = processorSettings("untrusted");
        settings.put(
                "schema.registry.ssl.truststore.location",
                Certificate.issue(folder, "third").pem().toString());
        assertWaits(settings, "The schema registry", "SSLHandshakeException");
    }

    @Test
    void aWrongPasswordOfTheRegistryIsNamed() throws Exception {
        Map<String, String> settings = processorSettings("registry-password");
        settings.put("basic.auth.user.info", "sluice:" + cluster.keep("wrong", "wrong password"));
        assertWaits(settings, "401");
    }

    @Test
    void aTopicThatTheUserMayNotSeeIsNamed() throws Exception {
        List<AclBinding> rights = rights(ResourceType.TOPIC, "documents.enriched");
        cluster.withdraw(rights);
        try {
            assertWaits(processorSettings("no-topic"), "documents.enriched", "let this user describe");
        } finally {
            cluster.grant(rights);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sluice-", "documents.enriched"})
    void aRightThatIsMissingEndsTheProcessorAndLosesNothing(String resource) throws Exception {
        List<AclBinding> rights = cluster.rightsOf(PROCESSOR).stream()
                .filter(right ->
                        right.pattern().name().equals(resource) && right.entry().operation() == AclOperation.WRITE)
                .toList();
        String id = "without-right-" + resource;
        Map<String, String> settings = processorSettings("no-right");
        // Each stream thread in place of one that died waits until the brokers take that one for dead.
        settings.put("kafka.session.timeout.ms", "2000");
        settings.put("kafka.heartbeat.interval.ms", "500");
        cluster.withdraw(rights);
        try {
            cluster.send(
                    id,
                    RawDocument.newBuilder()
                            .setContent(SURE)
                            .setMediaType("text/plain")
                            .setProfile("support-email")
                            .build());
            try (ProcessorApp processor = processor(settings)) {
                processor.start();
                assertThat(processor.awaitStop()).isFalse();
                assertThat(processor.isReady()).isFalse();
                assertThat(log.lines()).anyMatch(line -> line.contains("AuthorizationException"));
            }
            assertThat(log.lines())
                    .as("a dead instance waits for no calls")
                    .noneMatch(line -> line.contains("did not end in time"));
            assertThat(cluster.records(Topic.ENRICHED, EnrichedDocument.class, id))
                    .isEmpty();
        } finally {
            cluster.grant(rights);
        }
        try (ProcessorApp processor = processor(settings)) {
            processor.start();
            awaitOne(id);
        }
    }

    @Test
    void enrichesAndReviewsWithTheRightsOfTheManifestAndShowsNoSecret() throws Exception {
        Path users = folder.resolve("users");
        String token = new UserAdmin(users, new SecureRandom())
                .putToken("bot", Role.REVIEWER, Optional.empty(), Optional.empty());
        try (ProcessorApp processor = processor(processorSettings("well"));
                ConsoleApp console = ConsoleApp.open(ConsoleSettings.of(consoleSettings("well")))) {
            console.start();
            processor.start();
            send("sure", SURE);
            send("unsure", UNSURE);

            awaitOne("sure");
            Awaitility.await().atMost(LONG).until(console::isReady);
            String item = console.url() + "/api/v1/item";
            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> call(token, item + "?id=unsure", "").statusCode() == 200);
            assertThat(cluster.records(Topic.DEAD_LETTER, DeadLetter.class, "unsure"))
                    .hasSize(1);
            int version = new ObjectMapper()
                    .readTree(call(token, item + "?id=unsure", "").body())
                    .path("version")
                    .asInt();
            HttpResponse<String> decided = call(
                    token, item + "/decide", "{\"id\":\"unsure\",\"version\":" + version + ",\"action\":\"approve\"}");
            assertThat(decided.statusCode()).as(decided.body()).isEqualTo(200);
            assertThat(awaitOne("unsure").getReview()).isPresent();
        }
        assertDone(Launcher.with(folder, cluster.settings(CONSOLE)).run("control", "show"));
        assertThat(log.lines()).anyMatch(line -> line.contains("sasl.jaas.config"));
        for (String secret : cluster.secrets()) {
            assertThat(log.lines()).noneMatch(line -> line.contains(secret));
        }
        assertThat(log.lines()).as("documents are not logged").noneMatch(line -> line.contains("order 77120"));
    }

    private static List<AclBinding> rights(ResourceType type, String name) {
        return cluster.rightsOf(PROCESSOR).stream()
                .filter(right -> right.pattern().resourceType() == type
                        && right.pattern().name().equals(name))
                .toList();
    }

    private static Map<String, String> processorSettings(String name) throws IOException {
        Map<String, String> settings = new HashMap<>(cluster.settings(PROCESSOR));
        settings.put("llm.base.url", model.baseUrl());
        settings.put("llm.api.key", cluster.keep("model", "key-of-the-model"));
        settings.put("state.dir", folder.resolve("processor-" + name).toString());
        settings.put("http.port", "0");
        return atThePaceOfATest(settings);
    }

    private static Map<String, String> consoleSettings(String name) throws IOException {
        Path users = folder.resolve("users");
        if (!Files.exists(users)) {
            new UserAdmin(users, new SecureRandom()).putToken("bot", Role.REVIEWER, Optional.empty(), Optional.empty());
        }
        Map<String, String> settings = new HashMap<>(cluster.settings(CONSOLE));
        settings.put("console.users.file", users.toString());
        settings.put("console.session.key", cluster.keep("session", "what the sessions of this test are signed with"));
        settings.put("console.state.dir", folder.resolve("console-" + name).toString());
        settings.put("console.undo.ms", "1000");
        settings.put("console.port", "0");
        return atThePaceOfATest(settings);
    }

    private static Map<String, String> atThePaceOfATest(Map<String, String> settings) {
        settings.put("kafka.session.timeout.ms", "6000");
        settings.put("kafka.heartbeat.interval.ms", "1000");
        return settings;
    }

    private static ProcessorApp processor(Map<String, String> settings) throws IOException {
        return new ProcessorApp(ProcessorConfig.of(settings), SteadyClock.system());
    }

    /** Sends a document with the launcher. */
    private static void send(String id, String text) throws Exception {
        Files.writeString(folder.resolve("document.txt"), text);
        assertDone(Launcher.with(folder, cluster.settings(SecuredCluster.ADMIN))
                .run("produce", "--id", id, "--profile", "support-email", "document.txt"));
    }

    /** A processor waits before it takes anything in, and says what for on its readiness probe. */
    private static void assertWaits(Map<String, String> settings, String... said) throws Exception {
        try (ProcessorApp processor = processor(settings)) {
            Thread start = Thread.ofPlatform().start(() -> startUntilInterrupted(processor));
            String ready = "http://127.0.0.1:" + processor.httpPort() + "/readyz";
            Awaitility.await()
                    .atMost(LONG)
                    .untilAsserted(() -> assertThat(get(ready).body()).contains(said));
            assertThat(get(ready).statusCode()).isEqualTo(503);
            assertThat(processor.isReady()).isFalse();
            start.interrupt();
            start.join();
        }
    }

    private static void startUntilInterrupted(ProcessorApp processor) {
        try {
            processor.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static EnrichedDocument awaitOne(String id) {
        Awaitility.await()
                .atMost(LONG)
                .until(() -> !cluster.records(Topic.ENRICHED, EnrichedDocument.class, id)
                        .isEmpty());
        List<EnrichedDocument> documents = cluster.records(Topic.ENRICHED, EnrichedDocument.class, id);
        assertThat(documents).hasSize(1);
        return documents.getFirst();
    }

    private static void assertDone(Launcher.Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.text()).isZero();
    }

    private static int status(String url) throws IOException, InterruptedException {
        return get(url).statusCode();
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return call("", url, "");
    }

    private static HttpResponse<String> call(String token, String url, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    body.isEmpty()
                            ? request.build()
                            : request.POST(BodyPublishers.ofString(body)).build(),
                    BodyHandlers.ofString());
        }
    }
}
