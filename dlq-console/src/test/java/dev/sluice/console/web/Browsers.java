package dev.sluice.console.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds a Chromium: the one that CHROMIUM names, one that is installed, else Playwright's own. Where there is one without a window
 * (headless shell), it is taken: it needs a third of the processor time. But it shows no PDF.
 */
final class Browsers {
    private static final List<String> WITHOUT_WINDOW = List.of("/usr/bin/chromium-headless-shell");
    private static final List<String> WHOLE = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

    private Browsers() {}

    static Playwright playwright() {
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
        return installed(WHOLE).isPresent()
                ? Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
                : Playwright.create();
    }

    static Browser launch(Playwright playwright) {
        return launch(
                playwright,
                installed(Stream.concat(WITHOUT_WINDOW.stream(), WHOLE.stream()).toList()));
    }

    /** One that shows PDFs. */
    static Browser launchWhole(Playwright playwright) {
        return launch(playwright, installed(WHOLE));
    }

    private static Browser launch(Playwright playwright, Optional<Path> installed) {
        BrowserType.LaunchOptions options = new BrowserType.LaunchOptions()
                .setChannel("chromium")
                .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage"));
        installed.ifPresent(options::setExecutablePath);
        return playwright.chromium().launch(options);
    }

    private static Optional<Path> installed(List<String> usual) {
        return Stream.concat(Stream.ofNullable(System.getenv("CHROMIUM")), usual.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
