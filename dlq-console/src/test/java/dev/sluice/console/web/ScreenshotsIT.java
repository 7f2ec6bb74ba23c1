package dev.sluice.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.ControlKind;
import dev.sluice.schemas.avro.ControlSetting;
import dev.sluice.schemas.avro.Progress;
import dev.sluice.schemas.avro.ProgressState;
import dev.sluice.schemas.avro.Spend;
import dev.sluice.schemas.avro.SpendSubject;
import dev.sluice.schemas.avro.SpendWindow;
import dev.sluice.schemas.avro.TokenUsage;
import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.cluster.SharedCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Takes the pictures of the documentation: every page, light and dark. They land in {@code target/screenshots}. Only with
 * {@code -Dscreenshots}, as what the pages show is the other tests' to say.
 */
@EnabledIfSystemProperty(
        named = "screenshots",
        matches = ".*",
        disabledReason = "Pictures are taken with -Dscreenshots.")
@ExtendWith(SharedCluster.class)
final class ScreenshotsIT {
    private static final Path PICTURES = Path.of("target", "screenshots");

    @Test
    void everyPageCanBePhotographed(Cluster cluster, @TempDir Path folder) throws IOException, InterruptedException {
        Files.createDirectories(PICTURES);
        try (ConsoleStack stack = ConsoleStack.start(cluster, folder, Duration.ofMillis(100));
                Playwright playwright = Browsers.playwright();
                Browser browser = Browsers.launch(playwright)) {
            for (int i = 0; i < 12; i++) {
                stack.hold(i % 3 == 0 ? Samples.invoice("invoice-" + i, i) : Samples.email("mail-" + i, i));
            }
            pastWork(stack);
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                try (BrowserContext context = browser.newContext(
                        new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(1280, 860))) {
                    Desk desk = new Desk(context.newPage(), stack.app.url());
                    String suffix = "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png";
                    desk.page.navigate(stack.app.url() + "/login");
                    shoot(desk.page, "login" + suffix);
                    desk.login("operator");
                    desk.await("mail-11");
                    desk.to("/");
                    shoot(desk.page, "queue" + suffix);
                    desk.open("invoice-0");
                    shoot(desk.page, "item" + suffix);
                    shootWhole(desk.page, "item-whole" + suffix);
                    desk.page.keyboard().press("?");
                    shoot(desk.page, "keys" + suffix);
                    desk.page.keyboard().press("Escape");
                    desk.page.setViewportSize(390, 844);
                    shootWhole(desk.page, "item-mobile" + suffix);
                    for (String name : List.of("overview", "bulk", "export", "control")) {
                        desk.page.setViewportSize(1280, 860);
                        desk.page.navigate(stack.app.url() + "/" + name);
                        shootWhole(desk.page, name + suffix);
                    }
                    desk.page.setViewportSize(390, 844);
                    desk.page.navigate(stack.app.url() + "/");
                    shoot(desk.page, "queue-mobile" + suffix);
                }
            }
        }
        assertThat(PICTURES.resolve("queue-dark.png")).isNotEmptyFile();
    }

    /** What people decided, what it cost, and what is in flight. */
    private static void pastWork(ConsoleStack stack) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 7; i++) {
                String id = "done-" + i;
                stack.hold(Samples.email(id, 100 + i));
                Awaitility.await()
                        .atMost(Office.LONG)
                        .until(() ->
                                call(stack, client, "/api/v1/item?id=" + id, "").statusCode() == 200);
                String what = i < 4
                        ? "\"approve\""
                        : "\"correct\",\"correction\":{\"summary\":\"Put right " + i + ".\",\"label\":\""
                                + (i == 4 ? "complaint" : "refund_request") + "\"}";
                call(
                        stack,
                        client,
                        "/api/v1/item/decide",
                        "{\"id\":\"" + id + "\",\"version\":1,\"action\":" + what + "}");
            }
        }
        Instant now = Instant.now();
        stack.tell(
                Topic.SPEND,
                "hour",
                new Cost(SpendSubject.MODEL, "gpt-5-mini", 1_940_200).spend(now, SpendWindow.HOUR));
        List.of(
                        new Cost(SpendSubject.ALL, "", 5_210_400),
                        new Cost(SpendSubject.MODEL, "gpt-5-mini", 1_940_200),
                        new Cost(SpendSubject.MODEL, "gpt-5", 3_270_200),
                        new Cost(SpendSubject.TENANT, "acme", 4_900_000),
                        new Cost(SpendSubject.PROFILE, "invoice", 3_150_000))
                .forEach(cost -> stack.tell(Topic.SPEND, cost.toString(), cost.spend(now)));
        for (int i = 0; i < 3; i++) {
            stack.tell(
                    Topic.PROGRESS,
                    "orders/2026-11-20/" + i + ".eml",
                    Progress.newBuilder()
                            .setDocumentId("orders/2026-11-20/" + i + ".eml")
                            .setStage(i == 0 ? "classify" : "extract")
                            .setState(ProgressState.WRITING)
                            .setOutputTokens(120L * i + 40)
                            .setAt(now.minusSeconds(20L - 5L * i))
                            .build());
        }
        ControlSetting budget = ControlSetting.newBuilder()
                .setKind(ControlKind.BUDGET)
                .setWindow(SpendWindow.DAY)
                .setLimitMicros(6_000_000L)
                .setSetBy("operator")
                .setSetAt(now)
                .setWhy("The price list is under discussion")
                .build();
        stack.tell(Topic.CONTROL, "budget/day", budget);
    }

    /** What calls cost today. */
    private record Cost(SpendSubject subject, String name, long micros) {
        Spend spend(Instant now) {
            return spend(now, SpendWindow.DAY);
        }

        Spend spend(Instant now, SpendWindow window) {
            return Spend.newBuilder()
                    .setWindow(window)
                    .setStart(now.truncatedTo(window == SpendWindow.DAY ? ChronoUnit.DAYS : ChronoUnit.HOURS))
                    .setSubject(subject)
                    .setName(name)
                    .setCalls(micros / 2_400)
                    .setUsage(new TokenUsage(micros, 0L, micros / 10))
                    .setCostMicros(micros)
                    .build();
        }
    }

    private static HttpResponse<String> call(ConsoleStack stack, HttpClient client, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(stack.app.url() + path))
                .header("Authorization", "Bearer " + stack.reviewerToken);
        return client.send(
                body.isEmpty()
                        ? request.build()
                        : request.POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name)));
    }

    private static void shootWhole(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions().setPath(PICTURES.resolve(name)).setFullPage(true));
    }
}
