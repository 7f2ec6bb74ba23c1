package dev.sluice.processor.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.processor.llm.CallSubject;
import dev.sluice.processor.observe.Metrics;
import dev.sluice.runtime.alert.AlertSettings;
import dev.sluice.runtime.alert.Alerts;
import dev.sluice.runtime.control.Controls;
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
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

/** What people are told about budgets and runaways, as a local receiver gets it. */
final class BudgetCheckTest {
    private static final CallSubject SUBJECT = new CallSubject("d", Optional.of("acme"), Optional.empty());

    private final MutableClock clock = MutableClock.of(Instant.parse("2026-11-20T10:15:00Z"), ZoneOffset.UTC);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final Budgets budgets = new Budgets(
            new BudgetSettings(
                    OptionalLong.of(10_000_000),
                    OptionalLong.empty(),
                    OptionalLong.of(1_000_000),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    0.8,
                    Optional.empty()),
            List::of,
            new Controls(clock),
            "me",
            () -> 1,
            clock);
    private final BudgetCheck check = new BudgetCheck(budgets, new BudgetMetrics(budgets, registry));
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
                new AlertSettings(Optional.of(hook), Optional.empty(), Duration.ofMinutes(15)),
                "sluice-processor",
                registry,
                clock);
    }

    @AfterEach
    void stop() {
        alerts.close();
        receiver.stop(0);
    }

    @Test
    void tellsWhenABudgetIsNearlyUsedUpThenWhenItIsAndWhenThatIsOver() {
        check.look(alerts);
        assertThat(received).isEmpty();

        budgets.reserve(SUBJECT, 800_000, clock.instant());
        check.look(alerts);
        await().until(() -> received.size() == 1);
        assertThat(received.getLast())
                .contains("A budget is nearly used up: 1 USD an hour for tenant acme")
                .contains("0.8 USD are spent or reserved of 1 USD")
                .contains("sluice control budget hour AMOUNT --tenant acme");

        budgets.reserve(SUBJECT, 300_000, clock.instant());
        check.look(alerts);
        check.look(alerts);
        await().until(() -> received.size() == 2);
        assertThat(received.getLast()).contains("A budget is used up").contains("wait until the window ends");

        clock.add(Duration.ofHours(1));
        check.look(alerts);
        clock.add(Duration.ofMinutes(15));
        check.look(alerts);
        await().until(() -> received.size() == 3);
        assertThat(alerts.isActive("budget/tenant/acme/hour")).isFalse();
    }

    @Test
    void showsWhatOfEachBudgetIsUsed() {
        budgets.reserve(SUBJECT, 500_000, clock.instant());
        check.look(alerts);
        assertThat(gauge(Metrics.BUDGET_USED_RATIO, "all", "")).isEqualTo(0.05);
        assertThat(gauge(Metrics.BUDGET_USED_RATIO, "tenant", "acme")).isEqualTo(0.5);
        assertThat(gauge(Metrics.BUDGET_LIMIT, "all", "")).isEqualTo(10);
    }

    @Test
    void showsOnlySoManyTenants() {
        for (int i = 0; i < 200; i++) {
            budgets.reserve(new CallSubject("d", Optional.of("tenant-" + i), Optional.empty()), 1 + i, clock.instant());
        }
        check.look(alerts);
        assertThat(registry.find(Metrics.BUDGET_USED_RATIO)
                        .tag("subject", "tenant")
                        .gauges())
                .hasSize(BudgetMetrics.MOST_TENANTS)
                .anyMatch(gauge -> "tenant-199".equals(gauge.getId().getTag("name")));
    }

    @Test
    void tellsWhenCallsRunFarAboveTheirUsualRate() {
        AnomalyGuard guard = new AnomalyGuard(new AnomalySettings(2, 1, 1), clock, new Random(1));
        AnomalyCheck anomaly = new AnomalyCheck(guard, clock);
        for (int minute = 0; minute < 12; minute++) {
            guard.admit();
            clock.add(Duration.ofMinutes(1));
        }
        for (int i = 0; i < 3; i++) {
            guard.admit();
        }
        anomaly.look(alerts);
        await().until(() -> received.size() == 1);
        assertThat(received.getLast())
                .contains("far above their usual rate")
                .contains("2 calls were made this minute")
                .contains("sluice control kill");
    }

    private double gauge(String name, String subject, String of) {
        return registry.get(name)
                .tag("window", "hour")
                .tag("subject", subject)
                .tag("name", of)
                .gauge()
                .value();
    }
}
