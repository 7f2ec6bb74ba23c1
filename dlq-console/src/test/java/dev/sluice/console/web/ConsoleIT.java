package dev.sluice.console.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.Correction;
import dev.sluice.schemas.avro.CorrectionKind;
import dev.sluice.schemas.avro.EnrichedDocument;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People at real browsers, before a console on a real broker and registry. Each test has a document of its own. */
final class ConsoleIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Path AXE = Path.of("META-INF/resources/webjars/axe-core/4.6.3/axe.min.js");

    @TempDir
    private static Path folder;

    private static ConsoleStack stack;
    private static Playwright playwright;
    private static Browser browser;

    private BrowserContext context;
    private Desk desk;

    @BeforeAll
    static void start() throws IOException {
        stack = ConsoleStack.start(folder, Duration.ofSeconds(8));
        playwright = Browsers.playwright();
        browser = Browsers.launch(playwright);
    }

    @AfterAll
    static void stop() {
        browser.close();
        playwright.close();
        stack.close();
    }

    @BeforeEach
    void sitDown() {
        context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 900));
        desk = new Desk(context.newPage(), stack.app.url());
    }

    @AfterEach
    void standUp() {
        context.close();
        assertThat(desk.complaints).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithACorrectionAtItsValueAndKeepsWhatWasTyped() {
        at("reviewer", "wrong", Samples.invoice("wrong", 1));

        desk.page.getByLabel("Net amount").fill("a lot");
        desk.page.getByLabel("Summary").fill("My own words.");
        publish();

        Locator field = desk.page.locator("[data-field='/fields/net_amount']");
        assertThat(field.locator(".problem")).isVisible();
        assertThat(desk.page.getByLabel("Net amount")).hasValue("a lot");
        assertThat(desk.page.getByLabel("Summary")).hasValue("My own words.");
        assertThat(stack.records(Topic.ENRICHED, EnrichedDocument.class, "wrong"))
                .isEmpty();
    }

    @Test
    void publishesACorrectionOnceWithWhatWasChanged() {
        at("reviewer", "corrected", Samples.email("corrected", 1));

        desk.page.getByLabel("Order id").fill("54321");
        assertThat(desk.page.getByText("Save correction")).isVisible();
        publish();

        EnrichedDocument document = published("corrected");
        assertThat(document.getExtraction().getFields()).contains("54321");
        assertThat(document.getReview().orElseThrow().getReviewer()).isEqualTo("reviewer");
        assertThat(document.getReview().orElseThrow().getChanged()).containsExactly("/fields/order_id");
        List<Correction> corrections = stack.records(Topic.CORRECTIONS, Correction.class, "corrected");
        assertThat(corrections).singleElement().extracting(Correction::getKind).isEqualTo(CorrectionKind.CORRECTED);
    }

    @Test
    void approvesWhatWasNotChangedAsItIs() {
        at("reviewer", "approved", Samples.email("approved", 1));

        publish();

        EnrichedDocument document = published("approved");
        assertThat(document.getReview().orElseThrow().getDecision()).isEqualTo(CorrectionKind.APPROVED);
        assertThat(document.getReview().orElseThrow().getChanged()).isEmpty();
    }

    @Test
    void publishesNothingThatWasUndone() {
        at("reviewer", "undone", Samples.email("undone", 1));

        publish();
        desk.page.locator("[data-undo] button").click();

        assertThat(desk.page.locator(".status")).hasText("pending");
        desk.page.waitForTimeout(10_000);
        assertThat(stack.records(Topic.ENRICHED, EnrichedDocument.class, "undone"))
                .isEmpty();
    }

    @Test
    void tellsTheSecondOfTwoThatTheItemHasChanged() {
        at("reviewer", "raced", Samples.email("raced", 1));
        try (BrowserContext elsewhere = browser.newContext()) {
            Desk other = new Desk(elsewhere.newPage(), stack.app.url());
            other.login("second");
            other.open("raced");

            desk.page.locator("[data-key=c]").click();
            assertThat(desk.page.getByText("yours until")).isVisible();
            other.page.getByLabel("Summary").fill("The second's words.");
            other.page.locator("[data-publish]").click();

            assertThat(other.page.locator(".notice.error")).containsText("changed since you saw it");
            assertThat(other.page.getByLabel("Summary")).hasValue("The second's words.");
            assertThat(other.page.getByText("reviewer works on this item")).isVisible();
        }
    }

    @Test
    void isWorkedByKeyboardAlone() {
        at("reviewer", "keys-1", Samples.email("keys-1", 1));
        stack.hold(Samples.email("keys-2", 2));
        desk.page.navigate(stack.app.url() + "/?q=keys");
        Awaitility.await().atMost(LONG).until(() -> {
            desk.page.reload();
            return desk.page.locator("[data-row]").count() == 2;
        });

        desk.page.keyboard().press("j");
        desk.page.keyboard().press("Enter");
        assertThat(desk.page.locator(".subject")).isVisible();
        desk.page.keyboard().press("2");
        desk.page.keyboard().press("Escape");
        desk.page.keyboard().press("?");
        assertThat(desk.page.getByRole(AriaRole.DIALOG)).isVisible();
        desk.page.keyboard().press("Escape");
        desk.page.keyboard().press("e");
        desk.page.keyboard().press("Control+Enter");

        assertThat(desk.page.locator(".toast")).isVisible();
        assertThat(desk.page.locator(".facts .id")).containsText("keys-");
    }

    @Test
    void showsHostileTextHarmlessly() {
        String markup = "<script>document.title='pwned'</script><img src=x onerror=\"document.title='pwned'\">"
                + "\"'><svg onload=alert(1)> ${7*7} \u202Egnol\u202C \u0000\u200F</textarea></div>";
        at("reviewer", "hostile", Samples.hostile("hostile", markup));

        assertThat(desk.page.locator("[data-text]")).containsText("<script>document.title='pwned'</script>");
        assertThat(desk.page.locator("[data-text] .control").first()).hasText("202E");
        desk.page.navigate(stack.app.url() + "/?q=pwned");
        assertThat(desk.page.locator("[data-row] .what")).containsText("<script>");
        assertThat(desk.page.title()).doesNotContain("pwned · ").startsWith("Queue");
        assertThat(desk.page.locator("main script, main img, main svg")).hasCount(0);
    }

    @Test
    void showsALineOfMegabytesWithinTheWindow() {
        String line = "word".repeat(2_500_000);
        at("reviewer", "long", Samples.hostile("long", line));

        assertThat(desk.page.locator(".subject h1")).isVisible();
        assertFitsWindow();
    }

    @Test
    void fitsAPhone() {
        desk.page.setViewportSize(390, 844);
        at("operator", "phone", Samples.invoice("phone", 1));

        for (String path : List.of("/item?id=phone", "/", "/overview", "/bulk", "/export")) {
            desk.page.navigate(stack.app.url() + path);
            assertFitsWindow();
        }
    }

    @Test
    void hasNothingThatAxeObjectsTo() throws IOException {
        String axe;
        try (InputStream stream =
                Objects.requireNonNull(ConsoleIT.class.getClassLoader().getResourceAsStream(AXE.toString()))) {
            axe = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        stack.hold(Samples.invoice("axe", 1));
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (BrowserContext strict = browser.newContext(new Browser.NewContextOptions()
                    .setColorScheme(scheme)
                    .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE))) {
                Desk checked = new Desk(strict.newPage(), stack.app.url());
                checked.page.navigate(stack.app.url() + "/login");
                assertThat(objections(checked.page, axe)).as("login " + scheme).isEmpty();
                checked.login("admin");
                await(checked, "axe");
                for (String path : List.of(
                        "/", "/item?id=axe", "/overview", "/bulk", "/export", "/access", "/?q=nothing+at+all")) {
                    checked.page.navigate(stack.app.url() + path);
                    assertThat(objections(checked.page, axe))
                            .as(path + " " + scheme)
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void masksPersonalDataForViewersAndOffersThemNothingToDo() {
        at("viewer", "masked", Samples.invoice("masked", 1));

        assertThat(desk.page.content()).doesNotContain("DE89 3704 0044");
        assertThat(desk.page.locator("[data-text]")).containsText("IBAN **** ****");
        assertThat(desk.page.locator("main button:visible").filter(new Locator.FilterOptions().setHasText("Approve")))
                .hasCount(0);
        Response refused = desk.page.navigate(stack.app.url() + "/item/original?id=masked");
        assertThat(refused.status()).isEqualTo(403);
    }

    @Test
    void actsOnAllThatAFilterMatchesAfterSayingHowMany() {
        at("operator", "spam-1", Samples.email("spam-1", 1));
        stack.hold(Samples.email("spam-2", 2));
        Awaitility.await().atMost(LONG).until(() -> {
            desk.page.navigate(stack.app.url() + "/?q=spam");
            return desk.page.locator("[data-row]").count() == 2;
        });

        desk.page.locator("#bulk [name=scope]").selectOption("all");
        desk.page.locator("#bulk [name=action]").selectOption("discard");
        desk.page.locator("#bulk [name=reason]").selectOption("SPAM");
        desk.page.locator("#bulk button").click();
        assertThat(desk.page.locator("main")).containsText("2 items");
        desk.page.locator("main button.primary").click();

        assertThat(desk.page.locator("#run [role=status]")).containsText("2 of 2: 2 done");
        assertThat(desk.page.locator("#run [role=status]")).containsText("Finished");
    }

    @Test
    void doesTheSameForScripts() throws IOException, InterruptedException {
        stack.hold(Samples.email("scripted", 1));
        try (HttpClient client = HttpClient.newHttpClient()) {
            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> call(client, stack.viewerToken, "/api/v1/item?id=scripted", "")
                                    .statusCode()
                            == 200);
            HttpResponse<String> stale = call(
                    client,
                    stack.reviewerToken,
                    "/api/v1/item/decide",
                    "{\"id\":\"scripted\",\"version\":99,\"action\":\"approve\"}");
            HttpResponse<String> good = call(
                    client,
                    stack.reviewerToken,
                    "/api/v1/item/decide",
                    "{\"id\":\"scripted\",\"version\":1,\"action\":\"correct\",\"correction\":{\"summary\":\"By a script.\"}}");

            assertThat(stale.statusCode()).isEqualTo(409);
            assertThat(good.statusCode()).as(good.body()).isEqualTo(200);
            assertThat(published("scripted").getSummary().getText()).isEqualTo("By a script.");
            HttpResponse<String> lines =
                    call(client, stack.operatorToken, "/api/v1/export?format=preference&reviewer=reviewer-bot", "");
            assertThat(lines.body()).contains("preferred_output").contains("By a script.");
        }
    }

    /** Logs in, has a document held, and opens it. */
    private void at(String who, String id, dev.sluice.schemas.avro.DeadLetter letter) {
        stack.hold(letter);
        desk.login(who);
        await(desk, id);
        desk.open(id);
        assertThat(desk.page.locator(".subject")).isVisible();
    }

    private static void await(Desk desk, String id) {
        Awaitility.await()
                .atMost(LONG)
                .until(() ->
                        desk.page.navigate(stack.app.url() + "/item?id=" + id).status() == 200);
    }

    private void publish() {
        desk.page.locator("[data-publish]").click();
    }

    private static EnrichedDocument published(String id) {
        Awaitility.await()
                .atMost(LONG)
                .until(() -> !stack.records(Topic.ENRICHED, EnrichedDocument.class, id)
                        .isEmpty());
        List<EnrichedDocument> documents = stack.records(Topic.ENRICHED, EnrichedDocument.class, id);
        assertThat(documents).hasSize(1);
        return documents.getFirst();
    }

    private void assertFitsWindow() {
        Object wider = desk.page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
        assertThat(((Number) wider).intValue()).as(desk.page.url()).isLessThanOrEqualTo(0);
    }

    private static List<?> objections(Page page, String axe) {
        page.evaluate(axe);
        return (List<?>) page.evaluate("async () => (await axe.run()).violations.flatMap(violation =>"
                + " violation.nodes.map(node => violation.id + ': ' + node.target + ' ' + node.failureSummary))");
    }

    private static HttpResponse<String> call(HttpClient client, String token, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(stack.app.url() + path)).header("Authorization", "Bearer " + token);
        return client.send(
                body.isEmpty()
                        ? request.build()
                        : request.POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
