package dev.sluice.console.web;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.ArrayList;
import java.util.List;

/** Somebody at a browser. */
final class Desk {
    final Page page;
    final List<String> complaints = new ArrayList<>();
    private final String url;

    Desk(Page page, String url) {
        this.page = page;
        this.url = url;
        page.setDefaultTimeout(20_000);
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
        page.onConsoleMessage(message -> {
            // What a test has refused on purpose shows as such a line too.
            if (message.type().equals("error") && !message.text().contains("status of")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    void login(String name) {
        page.navigate(url + "/login");
        page.getByLabel("Name").fill(name);
        page.getByLabel("Password").fill(ConsoleStack.PASSWORD);
        page.locator("button.primary").click();
        page.waitForURL(url + "/");
    }

    void awaitRows(int least) {
        for (int i = 0; i < 100 && page.locator("[data-row]").count() < least; i++) {
            page.waitForTimeout(200);
            page.navigate(url + "/");
        }
        PlaywrightAssertions.assertThat(page.locator("[data-row]").nth(least - 1))
                .isVisible();
    }

    void open(String id) {
        page.navigate(url + "/item?id=" + id);
    }
}
