package dev.sluice.console.web;

import dev.sluice.console.readmodel.Facet;
import dev.sluice.console.readmodel.ItemFilter;
import dev.sluice.console.readmodel.ListedItem;
import dev.sluice.console.readmodel.ReadModel;
import dev.sluice.console.readmodel.ReadModelException;
import dev.sluice.console.readmodel.Sort;
import dev.sluice.console.readmodel.Tab;
import dev.sluice.console.readmodel.Viewer;
import dev.sluice.schemas.avro.DeadLetterReason;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The console's own metrics; their names and tags are part of the public interface. */
final class ConsoleMetrics {
    /** Counter: actions that took place at this replica. Tags: decision, reason. */
    static final String DECISIONS = "sluice.review.decisions";

    /** Counter: redrives asked for at this replica. Tag: outcome, one of done, refused and unknown. */
    static final String REDRIVES = "sluice.redrive";

    /** Gauge: items that wait for a person. Tag: reason. Every replica shows the same. */
    static final String PENDING = "sluice.review.pending";

    /** Gauge: seconds that the longest waiting item has waited for. Tag: reason. Every replica shows the same. */
    static final String OLDEST_AGE = "sluice.review.oldest.age.seconds";

    private static final Viewer ALL = Viewer.unrestricted("metrics");

    private final ReadModel items;
    private final Clock clock;

    ConsoleMetrics(ReadModel items, Clock clock) {
        this.items = items;
        this.clock = clock;
    }

    void bindTo(MeterRegistry registry) {
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            Gauge.builder(PENDING, () -> pending(reason))
                    .tag("reason", reason.name())
                    .register(registry);
            Gauge.builder(OLDEST_AGE, () -> oldestAge(reason))
                    .tag("reason", reason.name())
                    .register(registry);
        }
    }

    private double pending(DeadLetterReason reason) {
        try {
            Map<String, Long> counts = items.values(Facet.REASON, ItemFilter.of(Tab.PENDING), ALL);
            return counts.getOrDefault(reason.name(), 0L);
        } catch (ReadModelException e) {
            // A gauge has no other way to say that it does not know.
            return Double.NaN;
        }
    }

    private double oldestAge(DeadLetterReason reason) {
        try {
            Optional<ListedItem> oldest = items
                    .page(ItemFilter.of(Tab.PENDING).withReasons(Set.of(reason)), ALL, Sort.OLDEST, Optional.empty(), 1)
                    .items()
                    .stream()
                    .findFirst();
            return oldest.map(item -> Duration.between(item.queuedAt(), clock.instant()))
                    .map(age -> age.toMillis() / 1000.0)
                    .orElse(0.0);
        } catch (ReadModelException e) {
            // As above.
            return Double.NaN;
        }
    }
}
