package dev.sluice.console.observe;

import dev.sluice.console.readmodel.Facet;
import dev.sluice.console.readmodel.ItemFilter;
import dev.sluice.console.readmodel.ReadModel;
import dev.sluice.console.readmodel.ReadModelException;
import dev.sluice.console.readmodel.Tab;
import dev.sluice.console.readmodel.Viewer;
import dev.sluice.schemas.avro.DeadLetterReason;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** The console's own metrics; their names and tags are part of the public interface. */
public final class ConsoleMetrics {
    /** Counter: actions that took place at this replica. Tags: decision, reason. */
    public static final String DECISIONS = "sluice.review.decisions";

    /** Counter: redrives asked for at this replica. Tag: outcome, one of done, refused and unknown. */
    public static final String REDRIVES = "sluice.redrive";

    /** Gauge: items that wait for a person. Tag: reason. Every replica shows the same. */
    public static final String PENDING = "sluice.review.pending";

    /** Gauge: seconds that the longest waiting item has waited for. Tag: reason. Every replica shows the same. */
    public static final String OLDEST_AGE = "sluice.review.oldest.age.seconds";

    /** Timer: from a document's arrival to the decision that closed it. Tags: decision, reason. */
    public static final String RESOLUTION = "sluice.review.resolution";

    private static final Viewer ALL = Viewer.unrestricted("metrics");

    private final ReadModel items;
    private final Clock clock;

    public ConsoleMetrics(ReadModel items, Clock clock) {
        this.items = items;
        this.clock = clock;
    }

    /** Registers the gauges. */
    public void bindTo(MeterRegistry registry) {
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
            return items.firstArrival(ItemFilter.of(Tab.PENDING).withReasons(Set.of(reason)), ALL)
                    .map(arrived -> Duration.between(arrived, clock.instant()).toMillis() / 1000.0)
                    .orElse(0.0);
        } catch (ReadModelException e) {
            // As above.
            return Double.NaN;
        }
    }
}
