package dev.sluice.processor.alert;

import dev.sluice.runtime.alert.Alerts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has all checks look every few seconds, on a thread of its own. One that fails does not keep the others from it. */
public final class AlertWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AlertWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(3);

    private final List<AlertCheck> checks;
    private final Alerts alerts;
    private final CountDownLatch closed = new CountDownLatch(1);

    public AlertWatch(List<AlertCheck> checks, Alerts alerts) {
        this.checks = List.copyOf(checks);
        this.alerts = alerts;
    }

    /** Begins to look; returns at once. */
    public void start() {
        Thread.ofPlatform().name("sluice-alert-watch").daemon().start(this::run);
    }

    /** Looks no more, and gives up what was not sent yet. */
    @Override
    public void close() {
        closed.countDown();
        alerts.close();
    }

    private void run() {
        try {
            while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            log.warn("Nothing is watched any more, as the thread was interrupted", e);
        }
    }

    /** Looks once. */
    void look() {
        for (AlertCheck check : checks) {
            try {
                check.look(alerts);
            } catch (RuntimeException e) {
                // One check that fails leaves the others, and itself at the next look.
                log.warn("A check for alerts failed", e);
            }
        }
    }
}
