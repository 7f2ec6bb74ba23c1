package dev.sluice.console.observe;

import dev.sluice.console.readmodel.Facet;
import dev.sluice.console.readmodel.ItemFilter;
import dev.sluice.console.readmodel.ReadModel;
import dev.sluice.console.readmodel.ReadModelException;
import dev.sluice.console.readmodel.Tab;
import dev.sluice.console.readmodel.Viewer;
import dev.sluice.runtime.alert.Alert;
import dev.sluice.runtime.alert.Alert.Severity;
import dev.sluice.runtime.alert.Alerts;
import dev.sluice.schemas.avro.DeadLetterReason;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks now and then whether documents wait too long, or too many of them, and has that told. */
public final class ReviewWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ReviewWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final Viewer ALL = Viewer.unrestricted("alerts");
    private static final String PENDING_KEY = "review-pending";

    private final ReadModel items;
    private final AgingTargets targets;
    private final Alerts alerts;
    private final BooleanSupplier tells;
    private final Clock clock;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param tells whether this replica is the one that tells, and knows all documents */
    public ReviewWatch(ReadModel items, AgingTargets targets, Alerts alerts, BooleanSupplier tells, Clock clock) {
        this.items = items;
        this.targets = targets;
        this.alerts = alerts;
        this.tells = tells;
        this.clock = clock;
    }

    /** Begins to look; returns at once. */
    public void start() {
        Thread.ofPlatform().name("sluice-review-watch").daemon().start(this::run);
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void run() {
        try {
            while (!closed.await(EVERY.toSeconds(), TimeUnit.SECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            log.warn("The queue is not watched any more, as the thread was interrupted", e);
        }
    }

    /** Looks once. */
    void look() {
        try {
            if (tells.getAsBoolean()) {
                Map<String, Long> pending = items.values(Facet.REASON, ItemFilter.of(Tab.PENDING), ALL);
                lookAtSize(pending.values().stream().mapToLong(Long::longValue).sum());
                for (DeadLetterReason reason : DeadLetterReason.values()) {
                    lookAtAge(reason, pending.getOrDefault(reason.name(), 0L));
                }
            }
        } catch (ReadModelException e) {
            log.warn("The queue cannot be watched at this moment: {}", e.getMessage());
        }
    }

    private void lookAtSize(long pending) {
        if (targets.pending() > 0 && pending > targets.pending()) {
            alerts.raise(new Alert(
                    PENDING_KEY,
                    Severity.WARNING,
                    pending + " documents wait for review",
                    "That is more than the " + targets.pending() + " of console.alert.pending. Look at the overview for"
                            + " their reasons: one cause often holds many, and a redrive of what the filter matches frees"
                            + " them once it is gone."));
        } else {
            alerts.clear(PENDING_KEY);
        }
    }

    private void lookAtAge(DeadLetterReason reason, long pending) {
        String key = "review-age/" + reason.name();
        Optional<Duration> target = targets.of(reason);
        Optional<Duration> age = pending == 0 ? Optional.empty() : oldest(reason);
        if (target.isPresent()
                && age.filter(each -> each.compareTo(target.get()) > 0).isPresent()) {
            alerts.raise(new Alert(
                    key,
                    Severity.WARNING,
                    "A document waits for review since " + hours(age.get()) + " (" + words(reason) + ")",
                    "Such documents are to be reviewed within " + hours(target.get()) + "; " + pending
                            + " of them wait." + " They are at /?reason=" + reason.name() + " in the console."));
        } else {
            alerts.clear(key);
        }
    }

    private Optional<Duration> oldest(DeadLetterReason reason) {
        return items.firstArrival(ItemFilter.of(Tab.PENDING).withReasons(Set.of(reason)), ALL)
                .map(arrived -> Duration.between(arrived, clock.instant()));
    }

    private static String hours(Duration duration) {
        return duration.toHours() < 1 ? duration.toMinutes() + " min" : duration.toHours() + " h";
    }

    private static String words(DeadLetterReason reason) {
        return reason.name().replace('_', ' ').toLowerCase(Locale.ROOT);
    }
}
