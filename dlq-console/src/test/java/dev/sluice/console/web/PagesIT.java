package dev.sluice.console.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.cluster.SharedCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How the pages look, whatever they show. Each test has a document of its own. */
@ExtendWith(SharedCluster.class)
final class PagesIT {
    @TempDir
    private static Path folder;

    private static Office office;

    @BeforeAll
    static void open(Cluster cluster) throws IOException {
        office = Office.open(cluster, folder, Duration.ofSeconds(8));
    }

    @AfterAll
    static void close() {
        office.close();
    }

    @AfterEach
    void goHome() {
        office.evening();
    }

    @Test
    void showsHostileTextHarmlessly() {
        String markup = "<script>document.title='pwned'</script><img src=x onerror=\"document.title='pwned'\">"
                + "\"'><svg onload=alert(1)> ${7*7} \u202Egnol\u202C \u0000\u200F</textarea></div>";
        Desk desk = office.at("reviewer", Samples.hostile("hostile", markup));

        assertThat(desk.page.locator("[data-text]")).containsText("<script>document.title='pwned'</script>");
        assertThat(desk.page.locator("[data-text] .control").first()).hasText("202E");
        desk.to("/?q=pwned");
        assertThat(desk.page.locator("[data-row] .what")).containsText("<script>");
        assertThat(desk.page.title()).doesNotContain("pwned · ").startsWith("Queue");
        assertThat(desk.page.locator("main script, main img, main svg")).hasCount(0);
    }

    @Test
    void showsALineOfMegabytesWithinTheWindow() {
        String line = "word".repeat(2_500_000);
        Desk desk = office.at("reviewer", Samples.hostile("long", line));

        assertThat(desk.page.locator(".subject h1")).isVisible();
        desk.assertFitsWindow();
    }

    @Test
    void showsAPictureBesideItsText() throws IOException {
        Desk desk = office.at(
                "reviewer", office.stack.withOriginal(Samples.invoice("picture", 1), Samples.redPng(), "image/png"));

        assertThat(desk.page.locator(".preview img")).hasJSProperty("naturalWidth", 200);
        assertThat(Samples.redDots(desk.page.locator(".preview").screenshot())).isGreaterThan(10_000);
        assertThat(desk.objections()).isEmpty();
    }

    @Test
    void showsAPdfThatMayDoNothing() {
        DeadLetter letter = office.stack.withOriginal(Samples.invoice("pdf", 1), Samples.redPdf(), "application/pdf");
        Desk desk = office.at(office.deskWithPdfs(), "reviewer", letter);

        Awaitility.await()
                .atMost(Office.LONG)
                .until(() -> Samples.redDots(desk.page.locator(".preview").screenshot()) > 10_000);
        assertThat(desk.objections()).isEmpty();
        APIResponse original = desk.page.request().get(office.stack.app.url() + "/item/original?id=pdf");
        assertThat(original.headers().get("content-security-policy"))
                .isEqualTo("sandbox; default-src 'none'; frame-ancestors 'self'");
        assertThat(original.headers()).containsEntry("content-type", "application/pdf");
    }

    @Test
    void fitsAPhone() {
        Desk desk = office.at("operator", Samples.invoice("phone", 1));
        desk.page.setViewportSize(390, 844);

        for (String path : List.of("/item?id=phone", "/", "/overview", "/bulk", "/export")) {
            desk.to(path);
            desk.assertFitsWindow();
        }
    }

    @Test
    void hasNothingThatAxeObjectsTo() {
        office.stack.hold(Samples.invoice("axe", 1));
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            Desk checked = office.desk(
                    new Browser.NewContextOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
            checked.to("/login");
            assertThat(checked.objections()).as("login " + scheme).isEmpty();
            checked.login("admin");
            checked.await("axe");
            for (String path :
                    List.of("/", "/item?id=axe", "/overview", "/bulk", "/export", "/access", "/?q=nothing+at+all")) {
                checked.to(path);
                assertThat(checked.objections()).as(path + " " + scheme).isEmpty();
            }
        }
    }
}
