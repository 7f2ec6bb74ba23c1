package dev.sluice.console.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import dev.sluice.console.ConsoleApp;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.cluster.Cluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A console on a real broker and registry, and people at real browsers before it. */
public final class Office implements AutoCloseable {
    public static final Duration LONG = Duration.ofSeconds(60);

    public final ConsoleStack stack;
    private final Playwright playwright = Browsers.playwright();
    private final Browser browser = Browsers.launch(playwright);
    private final List<Desk> desks = new ArrayList<>();
    private final List<Browser> others = new ArrayList<>();

    private Office(ConsoleStack stack) {
        this.stack = stack;
    }

    public static Office open(Cluster cluster, Path folder, Duration undo) throws IOException {
        return new Office(ConsoleStack.start(cluster, folder, undo));
    }

    /** Somebody sits down at a browser of their own. */
    public Desk desk() {
        return desk(new Browser.NewContextOptions().setViewportSize(1280, 900));
    }

    Desk desk(Browser.NewContextOptions options) {
        Desk desk = new Desk(browser.newContext(options).newPage(), stack.app.url());
        desks.add(desk);
        return desk;
    }

    /** The same at a browser that shows PDFs. */
    Desk deskWithPdfs() {
        Browser whole = Browsers.launchWhole(playwright);
        others.add(whole);
        Desk desk = new Desk(whole.newContext().newPage(), stack.app.url());
        desks.add(desk);
        return desk;
    }

    /** The same person goes on at another replica, as a balancer without affinity would have them. */
    Desk deskAt(ConsoleApp replica, Desk same) {
        Desk desk = new Desk(same.page.context().newPage(), replica.url());
        desks.add(desk);
        return desk;
    }

    /** Somebody logs in, and has a document before them that the pipeline just gave up. */
    Desk at(String who, DeadLetter letter) {
        return at(desk(), who, letter);
    }

    Desk at(Desk desk, String who, DeadLetter letter) {
        stack.hold(letter);
        desk.login(who);
        desk.await(letter.getDocumentId());
        assertThat(desk.page.locator(".subject")).isVisible();
        return desk;
    }

    /** The only document that was published under an id. */
    public EnrichedDocument published(String id) {
        Awaitility.await()
                .atMost(LONG)
                .until(() -> !stack.records(Topic.ENRICHED, EnrichedDocument.class, id)
                        .isEmpty());
        List<EnrichedDocument> documents = stack.records(Topic.ENRICHED, EnrichedDocument.class, id);
        assertThat(documents).hasSize(1);
        return documents.getFirst();
    }

    /** Everybody goes home; nobody's browser complained. */
    public void evening() {
        List<Desk> leaving = List.copyOf(desks);
        desks.clear();
        leaving.forEach(desk -> desk.page.context().close());
        assertThat(leaving).allSatisfy(desk -> assertThat(desk.complaints).isEmpty());
    }

    @Override
    public void close() {
        others.forEach(Browser::close);
        browser.close();
        playwright.close();
        stack.close();
    }
}
