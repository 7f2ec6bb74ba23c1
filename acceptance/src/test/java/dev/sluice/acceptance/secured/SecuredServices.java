package dev.sluice.acceptance.secured;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.console.auth.Role;
import dev.sluice.console.auth.UserAdmin;
import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import dev.sluice.processor.ProcessorApp;
import dev.sluice.processor.ProcessorConfig;
import dev.sluice.runtime.time.SteadyClock;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.EnrichedDocument;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.awaitility.Awaitility;

/** What processor, console and launcher are configured with on a secured cluster, and all that they log. */
final class SecuredServices implements AutoCloseable {
    static final String PROCESSOR = "sluice-processor";
    static final String CONSOLE = "sluice-console";
    static final Duration LONG = Duration.ofSeconds(90);

    final SecuredCluster cluster;
    final CapturedLog log;
    private final Path folder;
    private final SimulatedLlm model;
    private final String token;

    private SecuredServices(Path folder, SecuredCluster cluster, CapturedLog log) throws IOException {
        this.folder = folder;
        this.cluster = cluster;
        this.log = log;
        this.model = SimulatedLlm.start(SimulatedLlmSettings.defaults());
        this.token = new UserAdmin(users(), new SecureRandom())
                .putToken("bot", Role.REVIEWER, Optional.empty(), Optional.empty());
    }

    /** On a cluster without topics. */
    static SecuredServices start(Path folder)
            throws IOException, InterruptedException, GeneralSecurityException, ExecutionException {
        CapturedLog log = CapturedLog.open();
        return new SecuredServices(folder, SecuredCluster.start(folder), log);
    }

    /** A reviewer's, for the console's API. */
    String token() {
        return token;
    }

    Map<String, String> processorSettings(String name) throws IOException {
        Map<String, String> settings = new HashMap<>(cluster.settings(PROCESSOR));
        settings.put("llm.base.url", model.baseUrl());
        settings.put("llm.api.key", cluster.keep("model", "key-of-the-model"));
        settings.put("state.dir", folder.resolve("processor-" + name).toString());
        settings.put("http.port", "0");
        return atThePaceOfATest(settings);
    }

    Map<String, String> consoleSettings(String name) throws IOException {
        Map<String, String> settings = new HashMap<>(cluster.settings(CONSOLE));
        settings.put("console.users.file", users().toString());
        settings.put("console.session.key", cluster.keep("session", "what the sessions of this test are signed with"));
        settings.put("console.state.dir", folder.resolve("console-" + name).toString());
        settings.put("console.undo.ms", "1000");
        settings.put("console.answer.timeout.ms", "60000");
        settings.put("console.port", "0");
        return atThePaceOfATest(settings);
    }

    /** Not started. */
    static ProcessorApp processor(Map<String, String> settings) throws IOException {
        return new ProcessorApp(ProcessorConfig.of(settings), SteadyClock.system());
    }

    /** Waits for the document, and sees that it was published once. */
    EnrichedDocument awaitOne(String id) {
        Awaitility.await()
                .atMost(LONG)
                .until(() -> !cluster.records(Topic.ENRICHED, EnrichedDocument.class, id)
                        .isEmpty());
        List<EnrichedDocument> documents = cluster.records(Topic.ENRICHED, EnrichedDocument.class, id);
        assertThat(documents).hasSize(1);
        return documents.getFirst();
    }

    void assertNoSecretWasLogged() throws IOException {
        assertThat(log.lines()).as("settings are logged").anyMatch(line -> line.contains("sasl.jaas.config"));
        for (String secret : cluster.secrets()) {
            assertThat(log.lines()).noneMatch(line -> line.contains(secret));
        }
    }

    static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url)).build());
    }

    static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }

    @Override
    public void close() {
        model.close();
        cluster.close();
        log.close();
    }

    private Path users() {
        return folder.resolve("users");
    }

    private static Map<String, String> atThePaceOfATest(Map<String, String> settings) {
        settings.put("kafka.session.timeout.ms", "6000");
        settings.put("kafka.heartbeat.interval.ms", "1000");
        return settings;
    }
}
