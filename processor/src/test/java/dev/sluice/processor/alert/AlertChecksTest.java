package dev.sluice.processor.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.processor.async.Intake;
import dev.sluice.processor.observe.Metrics;
import dev.sluice.runtime.alert.AlertSettings;
import dev.sluice.runtime.alert.Alerts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

/** What the processor tells, as a local receiver gets it. */
final class AlertChecksTest {
    private static final Duration COOLDOWN = Duration.ofMinutes(15);

    private final MutableClock clock = MutableClock.of(Instant.parse("2026-11-20T10:15:00Z"), ZoneOffset.UTC);
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private HttpServer receiver;
    private Alerts alerts;

    @BeforeEach
    void start() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.start();
        URI hook = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook");
        alerts = new Alerts(
                new AlertSettings(Optional.of(hook), Optional.empty(), COOLDOWN), "sluice-processor", registry, clock);
    }

    @AfterEach
    void stop() {
        alerts.close();
        receiver.stop(0);
    }

    @Test
    void aCheckThatFailsDoesNotKeepTheOthersFromLooking() {
        AlertCheck faulty = ignored -> {
            throw new IllegalStateException("tried");
        };
        outcomes("dead-letter", "TOO_LARGE", 30);
        try (AlertWatch watch = new AlertWatch(List.of(faulty, new DeadLetterCheck(registry, 0.2, clock)), alerts)) {
            watch.look();
            await().until(() -> received.size() == 1);
        }
    }

    @Test
    void tellsThatManyDocumentsBecomeDeadLettersAndWhy() {
        DeadLetterCheck check = new DeadLetterCheck(registry, 0.2, clock);
        outcomes("enriched", "none", 70);
        outcomes("dead-letter", "UNGROUNDED", 20);
        outcomes("dead-letter", "TOO_LARGE", 10);
        check.look(alerts);
        check.look(alerts);
        await().until(() -> !received.isEmpty());
        assertThat(received)
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .contains("30 % of documents become dead letters")
                        .contains("20 UNGROUNDED, 10 TOO_LARGE")
                        .contains("Redrive"));
    }

    @Test
    void documentsThatPeopleLookAtAllTheSameAreNoDeadLetters() {
        outcomes("enriched", "none", 70);
        outcomes("dead-letter", "AUDIT_SAMPLE", 30);
        new DeadLetterCheck(registry, 0.2, clock).look(alerts);
        assertThat(alerts.isActive("dead-letters")).isFalse();
    }

    @Test
    void aFewDeadLettersAreNotTold() {
        outcomes("dead-letter", "TOO_LARGE", 19);
        new DeadLetterCheck(registry, 0.2, clock).look(alerts);
        assertThat(alerts.isActive("dead-letters")).isFalse();
    }

    @Test
    void whatIsMoreThanTenMinutesAgoIsOver() {
        DeadLetterCheck check = new DeadLetterCheck(registry, 0.2, clock);
        outcomes("dead-letter", "TOO_LARGE", 100);
        check.look(alerts);
        assertThat(alerts.isActive("dead-letters")).isTrue();
        for (int minute = 0; minute < 30; minute++) {
            clock.add(Duration.ofMinutes(1));
            outcomes("enriched", "none", 10);
            check.look(alerts);
        }
        assertThat(alerts.isActive("dead-letters")).isFalse();
        await().until(() -> received.size() >= 2);
    }

    @Test
    void nothingIsTooOldWhereNothingWaits() {
        new PendingAgeCheck(new Intake(List.of("documents.raw")), Duration.ofMinutes(15), clock).look(alerts);
        assertThat(alerts.isActive("pending-age/extract")).isFalse();
    }

    private void outcomes(String outcome, String reason, int count) {
        registry.counter(Metrics.DOCUMENTS, "outcome", outcome, "reason", reason, "profile", "general")
                .increment(count);
    }
}
