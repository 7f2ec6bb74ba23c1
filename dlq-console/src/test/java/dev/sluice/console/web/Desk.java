package dev.sluice.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** Somebody at a browser. */
public final class Desk {
    private static final String AXE = axe();
    private static final Pattern ROW = Pattern.compile("<\\w+[^>]* data-row[ =>]");

    public final Page page;
    final List<String> complaints = new ArrayList<>();
    private final String url;

    Desk(Page page, String url) {
        this.page = page;
        this.url = url;
        page.setDefaultTimeout(60_000);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !isOwnDoing(message.text())) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    public void login(String name) {
        page.navigate(url + "/login");
        page.getByLabel("Name").fill(name);
        page.getByLabel("Password").fill(ConsoleStack.PASSWORD);
        page.locator("button.primary").click();
        page.waitForURL(url + "/");
    }

    void open(String id) {
        to("/item?id=" + id);
    }

    /** Goes to a place of the console. */
    Response to(String path) {
        return page.navigate(url + path);
    }

    /** Opens an item as soon as there is one. */
    public void await(String id) {
        awaitPage("/item?id=" + id);
    }

    /** Opens an item as soon as its page says something: a page that is open does not follow what happens to the item. */
    public void await(String id, String text) {
        Awaitility.await()
                .atMost(Office.LONG)
                .until(() -> ask("/item?id=" + id).text().contains(text));
        open(id);
    }

    /** Goes to a place as soon as there is something. */
    void awaitPage(String path) {
        Awaitility.await().atMost(Office.LONG).until(() -> ask(path).status() == 200);
        to(path);
    }

    /** Opens a list as soon as it has so many rows. */
    void awaitRows(String path, int rows) {
        Awaitility.await().atMost(Office.LONG).until(() -> rows(path) == rows);
        to(path);
        PlaywrightAssertions.assertThat(page.locator("[data-row]")).hasCount(rows);
    }

    /** What a test has refused on purpose shows as an error, too, and what a page asks for while one leaves it. */
    private static boolean isOwnDoing(String error) {
        return error.contains("status of")
                || error.startsWith("htmx:sendAbort")
                || error.startsWith("htmx:afterRequest");
    }

    /** The answer that the page would show: to show it costs a browser much more. */
    private APIResponse ask(String path) {
        return page.request().get(url + path);
    }

    public void publish() {
        page.locator("[data-publish]").click();
    }

    /** How many rows a list has now. */
    int rows(String path) {
        return (int) ROW.matcher(ask(path).text()).results().count();
    }

    /** Nothing is to be scrolled to sideways. */
    void assertFitsWindow() {
        Object wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
        assertThat(((Number) wider).intValue()).as(page.url()).isLessThanOrEqualTo(0);
    }

    /** What axe objects to. */
    List<?> objections() {
        page.evaluate(AXE);
        return (List<?>) page.evaluate("async () => (await axe.run()).violations.flatMap(violation =>"
                + " violation.nodes.map(node => violation.id + ': ' + node.target + ' ' + node.failureSummary))");
    }

    private static String axe() {
        try (InputStream stream = Objects.requireNonNull(Desk.class
                .getClassLoader()
                .getResourceAsStream("META-INF/resources/webjars/axe-core/4.6.3/axe.min.js"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
