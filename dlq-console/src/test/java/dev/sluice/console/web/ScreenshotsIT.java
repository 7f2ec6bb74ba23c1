package dev.sluice.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes the pictures of the documentation: every page, light and dark. They land in {@code target/screenshots}. */
final class ScreenshotsIT {
    private static final Path PICTURES = Path.of("target", "screenshots");

    @Test
    void everyPageCanBePhotographed(@TempDir Path folder) throws IOException {
        Files.createDirectories(PICTURES);
        try (ConsoleStack stack = ConsoleStack.start(folder, Duration.ofMinutes(10));
                Playwright playwright = Browsers.playwright();
                Browser browser = Browsers.launch(playwright)) {
            for (int i = 0; i < 12; i++) {
                stack.hold(i % 3 == 0 ? Samples.invoice("invoice-" + i, i) : Samples.email("mail-" + i, i));
            }
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                try (BrowserContext context = browser.newContext(
                        new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(1280, 860))) {
                    Desk desk = new Desk(context.newPage(), stack.app.url());
                    String suffix = "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png";
                    desk.page.navigate(stack.app.url() + "/login");
                    shoot(desk.page, "login" + suffix);
                    desk.login("operator");
                    desk.awaitRows(12);
                    shoot(desk.page, "queue" + suffix);
                    desk.open("invoice-0");
                    shoot(desk.page, "item" + suffix);
                    shootWhole(desk.page, "item-whole" + suffix);
                    desk.page.keyboard().press("?");
                    shoot(desk.page, "keys" + suffix);
                    desk.page.keyboard().press("Escape");
                    desk.page.setViewportSize(390, 844);
                    shootWhole(desk.page, "item-mobile" + suffix);
                    for (String name : List.of("overview", "bulk", "export")) {
                        desk.page.setViewportSize(1280, 860);
                        desk.page.navigate(stack.app.url() + "/" + name);
                        shoot(desk.page, name + suffix);
                    }
                    desk.page.setViewportSize(390, 844);
                    desk.page.navigate(stack.app.url() + "/");
                    shoot(desk.page, "queue-mobile" + suffix);
                }
            }
        }
        assertThat(PICTURES.resolve("queue-dark.png")).isNotEmptyFile();
    }

    private static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name)));
    }

    private static void shootWhole(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions().setPath(PICTURES.resolve(name)).setFullPage(true));
    }
}
