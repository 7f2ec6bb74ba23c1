package dev.sluice.acceptance.secured;

import static dev.sluice.acceptance.secured.SecuredServices.CONSOLE;
import static dev.sluice.acceptance.secured.SecuredServices.LONG;
import static dev.sluice.acceptance.secured.SecuredServices.PROCESSOR;
import static dev.sluice.acceptance.secured.SecuredServices.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.console.ConsoleApp;
import dev.sluice.console.ConsoleSettings;
import dev.sluice.processor.ProcessorApp;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.avro.RawDocument;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

/** What somebody is told whom the brokers or the registry refuse, and that nothing is lost by it. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class RefusedAccessIT {

    @TempDir
    private static Path folder;

    private static SecuredServices services;
    private static SecuredCluster cluster;
    private static CapturedLog log;

    @BeforeAll
    static void start() throws Exception {
        services = SecuredServices.start(folder);
        cluster = services.cluster;
        log = services.log;
        cluster.provision();
    }

    @AfterAll
    static void stop() {
        services.close();
    }

    @Test
    void aWrongPasswordIsNamedAndNothingIsTakenIn() throws Exception {
        Map<String, String> settings = services.processorSettings("wrong-password");
        settings.put(
                "kafka.sasl.jaas.config", SecuredCluster.login(PROCESSOR, cluster.keep("wrong", "wrong password")));
        assertWaits(settings, "refuse the login", "kafka.sasl.jaas.config");

        Launcher.Outcome outcome = Launcher.with(folder, settings).run("topics", "list");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.text()).contains("refuse the login").hasLineCount(1);

        Map<String, String> consoles = services.consoleSettings("wrong-password");
        consoles.put("kafka.sasl.jaas.config", SecuredCluster.login(CONSOLE, cluster.keep("wrong", "wrong password")));
        try (ConsoleApp console = ConsoleApp.open(ConsoleSettings.of(consoles))) {
            console.start();
            // Its stream threads die of it.
            Awaitility.await()
                    .dontCatchUncaughtExceptions()
                    .atMost(LONG)
                    .until(() -> get(console.url() + "/health/live").statusCode() == 503);
            assertThat(get(console.url() + "/health/ready").statusCode()).isEqualTo(503);
            assertThat(log.lines()).anyMatch(line -> line.contains("SaslAuthenticationException"));
        }
        services.assertNoSecretWasLogged();
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNamed() throws Exception {
        Map<String, String> settings = services.processorSettings("untrusted");
        settings.put(
                "kafka.ssl.truststore.location",
                Certificate.issue(folder, "another").pem().toString());
        assertWaits(settings, "do not trust each other", "kafka.ssl.truststore.location");

        settings = services.processorSettings("untrusted");
        settings.put(
                "schema.registry.ssl.truststore.location",
                Certificate.issue(folder, "third").pem().toString());
        assertWaits(settings, "The schema registry", "SSLHandshakeException");
    }

    @Test
    void aWrongPasswordOfTheRegistryIsNamed() throws Exception {
        Map<String, String> settings = services.processorSettings("registry-password");
        settings.put("basic.auth.user.info", "sluice:" + cluster.keep("wrong", "wrong password"));
        assertWaits(settings, "401");
    }

    @Test
    void aTopicThatTheUserMayNotSeeIsNamed() throws Exception {
        List<AclBinding> rights = rights(ResourceType.TOPIC, "documents.enriched");
        cluster.withdraw(rights);
        try {
            assertWaits(services.processorSettings("no-topic"), "documents.enriched", "let this user describe");
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
        Map<String, String> settings = services.processorSettings("no-right");
        // Each stream thread in place of one that died waits until the brokers take that one for dead.
        settings.put("kafka.session.timeout.ms", "2000");
        settings.put("kafka.heartbeat.interval.ms", "500");
        cluster.withdraw(rights);
        try {
            cluster.send(
                    id,
                    RawDocument.newBuilder()
                            .setContent(SecuredClusterIT.SURE)
                            .setMediaType("text/plain")
                            .setProfile("support-email")
                            .build());
            try (ProcessorApp processor = SecuredServices.processor(settings)) {
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
        try (ProcessorApp processor = SecuredServices.processor(settings)) {
            processor.start();
            services.awaitOne(id);
        }
    }

    private static List<AclBinding> rights(ResourceType type, String name) {
        return cluster.rightsOf(PROCESSOR).stream()
                .filter(right -> right.pattern().resourceType() == type
                        && right.pattern().name().equals(name))
                .toList();
    }

    /** A processor waits before it takes anything in, and says what for on its readiness probe. */
    private static void assertWaits(Map<String, String> settings, String... said) throws Exception {
        try (ProcessorApp processor = SecuredServices.processor(settings)) {
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
}
