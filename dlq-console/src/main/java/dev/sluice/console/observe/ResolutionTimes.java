package dev.sluice.console.observe;

import dev.sluice.schemas.avro.Resolution;
import dev.sluice.schemas.avro.ReviewItem;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Measures how long documents wait for the decision that closes them. Each is measured at the replica that carries the
 * decision out, so sums over replicas are right; once more after a crash. Thread-safe.
 */
public final class ResolutionTimes implements Consumer<ReviewItem> {
    private static final Duration[] BUCKETS = {
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1),
        Duration.ofHours(4),
        Duration.ofHours(8),
        Duration.ofDays(1),
        Duration.ofDays(3),
        Duration.ofDays(7)
    };

    private final MeterRegistry registry;

    public ResolutionTimes(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void accept(ReviewItem item) {
        item.getResolution().ifPresent(resolution -> record(item, resolution));
    }

    private void record(ReviewItem item, Resolution resolution) {
        Duration waited = Duration.between(item.getArrivedAt(), resolution.getAt());
        Timer.builder(ConsoleMetrics.RESOLUTION)
                .tag("decision", resolution.getAction().name().toLowerCase(Locale.ROOT))
                .tag("reason", item.getReason().name())
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                // Clocks differ a little between machines.
                .record(waited.isNegative() ? Duration.ZERO : waited);
    }
}
