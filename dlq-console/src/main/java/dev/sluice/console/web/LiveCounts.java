package dev.sluice.console.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.console.readmodel.ItemFilter;
import dev.sluice.console.readmodel.ReadModel;
import dev.sluice.console.readmodel.ReadModelException;
import dev.sluice.console.readmodel.Tab;
import io.javalin.http.sse.SseClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells open pages how many items each tab has, soon after that changed, and at most once in a while. A page that does not
 * take it is let go. Thread-safe.
 */
final class LiveCounts implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LiveCounts.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration HEARTBEAT = Duration.ofSeconds(20);
    private static final int MOST_PAGES = 500;
    /** So that nobody keeps the others from it. */
    private static final int MOST_PAGES_OF_ONE = 20;
    /** Then the page asks anew, and is let in only if its session still holds. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final ReadModel items;
    private final Clock clock;
    private final Map<SseClient, Watcher> pages = new ConcurrentHashMap<>();
    private final Semaphore changed = new Semaphore(0);
    private final ReadModel.Subscription subscription;
    private final Thread thread;
    private volatile boolean closed;

    private record Watcher(Visit visit, Instant until) {}

    LiveCounts(ReadModel items, Clock clock) {
        this.items = items;
        this.clock = clock;
        this.subscription = items.subscribe(ids -> changed.release());
        this.thread = Thread.ofVirtual().name("live-counts").start(this::run);
    }

    void connect(SseClient page, Visit visit) {
        if (pages.size() >= MOST_PAGES || pagesOf(visit.account().name()) >= MOST_PAGES_OF_ONE) {
            page.close();
            return;
        }
        page.keepAlive();
        page.onClose(() -> pages.remove(page));
        Watcher watcher = new Watcher(visit, clock.instant().plus(LONGEST));
        pages.put(page, watcher);
        send(page, watcher);
    }

    private long pagesOf(String name) {
        return pages.values().stream()
                .filter(watcher -> watcher.visit().account().name().equals(name))
                .count();
    }

    @Override
    public void close() {
        closed = true;
        subscription.close();
        thread.interrupt();
        Set.copyOf(pages.keySet()).forEach(SseClient::close);
    }

    private void run() {
        try {
            while (!closed) {
                // Also without a change now and then, so that proxies keep the connection and the dead ones show.
                boolean isChange = changed.tryAcquire(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
                changed.drainPermits();
                pages.forEach(isChange ? this::send : (page, watcher) -> page.sendComment("still here"));
                pages.forEach(this::endInTime);
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void endInTime(SseClient page, Watcher watcher) {
        if (watcher.until().isBefore(clock.instant())) {
            page.close();
        }
    }

    private void send(SseClient page, Watcher watcher) {
        try {
            ObjectNode counts = Json.object();
            items.counts(ItemFilter.of(Tab.ALL), watcher.visit().account().viewer())
                    .forEach((tab, count) -> counts.put(QueueQuery.id(tab), count));
            page.sendEvent("counts", counts.toString());
        } catch (ReadModelException e) {
            log.debug("The counts cannot be told now", e);
        }
    }
}
