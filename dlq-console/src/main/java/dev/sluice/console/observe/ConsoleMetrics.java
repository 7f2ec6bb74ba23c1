package dev.sluice.console.observe;

import dev.sluice.console.readmodel.Facet;
import dev.sluice.console.readmodel.ItemFilter;
import dev.sluice.console.readmodel.ReadModel;
import dev.sluice.console.readmodel.ReadModelException;
import dev.sluice.console.readmodel.Tab;
import dev.sluice.console.readmodel.Viewer;
import dev.sluice.runtime.alert.Alerts;
import dev.sluice.runtime.metric.Metric;
import dev.sluice.runtime.metric.MetricTable;
import dev.sluice.schemas.avro.DeadLetterReason;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The console's own metrics; their names and tags are part of the public interface. */
public final class ConsoleMetrics {
    public static final String DECISIONS = "sluice.review.decisions";
    public static final String REDRIVES = "sluice.redrive";
    public static final String PENDING = "sluice.review.pending";
    public static final String OLDEST_AGE = "sluice.review.oldest.age.seconds";
    public static final String RESOLUTION = "sluice.review.resolution";

    /** What each of them means, for the help texts and for the reference page. */
    public static final MetricTable TABLE = new MetricTable(List.of(
            Metric.counter(
                    DECISIONS,
                    "actions",
                    List.of("decision", "reason"),
                    "Actions of people that took place at this replica."),
            Metric.counter(
                    REDRIVES,
                    "actions",
                    List.of("outcome"),
                    "Redrives asked for at this replica; outcome is done, refused or unknown."),
            Metric.gauge(
                    PENDING,
                    "documents",
                    List.of("reason"),
                    "Documents that wait for a person; every replica shows the same."),
            Metric.gauge(
                    OLDEST_AGE,
                    "seconds",
                    List.of("reason"),
                    "How long the document has waited that has waited longest; every replica shows the same."),
            Metric.timer(
                    RESOLUTION,
                    List.of("decision", "reason"),
                    "From a document's arrival to the decision that closed it."),
            Alerts.METRIC));

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
