package dev.sluice.runtime.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.runtime.alert.Alert.Severity;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.threeten.extra.MutableClock;

class AlertsTest {
    private static final Duration COOLDOWN = Duration.ofMinutes(15);
    private static final Alert BREAKER =
            new Alert("breaker/model", Severity.WARNING, "The model \"large\" fails", "Half of its calls fail.\nWait.");

    @TempDir
    private Path folder;

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final Queue<Integer> answers = new ArrayDeque<>();
    private final MutableClock clock = MutableClock.of(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC);
    private HttpServer receiver;
    private Alerts alerts;

    @BeforeEach
    void start() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            Integer status = answers.poll();
            exchange.sendResponseHeaders(status == null ? 200 : status, -1);
            exchange.close();
        });
        receiver.start();
        alerts = alerts(Optional.empty());
    }

    @AfterEach
    void stop() {
        alerts.close();
        receiver.stop(0);
    }

    @Test
    void givesUpWhatTheReceiverRefuses() {
        answers.add(404);

        alerts.raise(BREAKER);

        awaitOutcome("failed", 1);
        assertThat(received).hasSize(1);
    }

    @Test
    void triesAgainWhileTheReceiverIsDown() {
        answers.addAll(List.of(503, 429));

        alerts.raise(BREAKER);

        awaitOutcome("sent", 1);
        assertThat(received).hasSize(3);
    }

    @Test
    void givesUpAReceiverThatStaysDownAndGoesOnWithTheNext() {
        answers.addAll(List.of(500, 500, 500, 500));

        alerts.raise(BREAKER);
        alerts.raise(new Alert("other", Severity.CRITICAL, "Another", "text"));

        awaitOutcome("failed", 1);
        awaitOutcome("sent", 1);
    }

    @Test
    void refusesATemplateThatGivesNoJson() throws IOException {
        Path template = Files.writeString(folder.resolve("template"), "{\"text\": {{title}} }");

        assertThatThrownBy(() -> alerts(Optional.of(template)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(template.toString())
                .hasMessageContaining("JSON");
    }

    @Test
    void refusesATemplateWithAnUnknownVariable() throws IOException {
        Path template = Files.writeString(folder.resolve("template"), "{\"text\": \"{{titel}}\"}");

        assertThatThrownBy(() -> alerts(Optional.of(template)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("titel");
    }

    @Test
    void tellsAThingOnceAndAgainAfterTheCooldown() {
        alerts.raise(BREAKER);
        clock.add(COOLDOWN.minusSeconds(1));
        alerts.raise(BREAKER);
        awaitOutcome("sent", 1);

        clock.add(Duration.ofSeconds(1));
        alerts.raise(BREAKER);

        awaitOutcome("sent", 2);
    }

    @Test
    void tellsAtOnceWhenItBecomesWorse() {
        alerts.raise(BREAKER);
        alerts.raise(new Alert(BREAKER.key(), Severity.CRITICAL, "Worse", ""));

        awaitOutcome("sent", 2);
    }

    @Test
    void aThingThatComesAndGoesIsToldOnce() {
        alerts.raise(BREAKER);
        for (int i = 0; i < 5; i++) {
            clock.add(Duration.ofSeconds(30));
            alerts.clear(BREAKER.key());
            clock.add(Duration.ofSeconds(30));
            alerts.raise(BREAKER);
        }
        alerts.raise(new Alert("last", Severity.WARNING, "Last", ""));

        awaitOutcome("sent", 2);
        assertThat(received).hasSize(2);
    }

    @Test
    void tellsThatAThingIsOverWhenItHasStayedAway() throws IOException {
        alerts.raise(BREAKER);
        alerts.clear(BREAKER.key());
        assertThat(alerts.isActive(BREAKER.key())).isTrue();

        clock.add(COOLDOWN);
        alerts.clear(BREAKER.key());

        awaitOutcome("sent", 2);
        assertThat(alerts.isActive(BREAKER.key())).isFalse();
        assertThat(text(received.get(1))).startsWith("Over: *The model \"large\" fails*");
        alerts.clear(BREAKER.key());
    }

    @Test
    void sendsWhatSlackTakes() throws IOException {
        alerts.raise(BREAKER);

        awaitOutcome("sent", 1);
        assertThat(text(received.getFirst()))
                .isEqualTo("warning: *The model \"large\" fails*\nHalf of its calls fail.\nWait.\n_sluice-test_");
    }

    @Test
    void sendsByATemplateOfOnesOwn() throws IOException {
        Path template = Files.writeString(
                folder.resolve("template"),
                "{\"id\": \"{{key}}\", \"state\": \"{{#over}}ok{{/over}}{{^over}}bad{{/over}}\"}");
        try (Alerts own = alerts(Optional.of(template))) {
            own.raise(BREAKER);

            awaitOutcome("sent", 1);
        }
        assertThat(received).containsExactly("{\"id\": \"breaker/model\", \"state\": \"bad\"}");
    }

    private Alerts alerts(Optional<Path> template) {
        URI address = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook");
        return new Alerts(
                new AlertSettings(Optional.of(address), template, COOLDOWN),
                "sluice-test",
                registry,
                clock,
                List.of(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1)));
    }

    private void awaitOutcome(String outcome, int count) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(registry.counter(Alerts.MESSAGES, "outcome", outcome)
                                .count())
                        .isEqualTo(count));
    }

    private static String text(String json) throws IOException {
        return new JsonMapper().readTree(json).path("text").asText();
    }
}
