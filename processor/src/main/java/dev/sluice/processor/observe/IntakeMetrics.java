package dev.sluice.processor.observe;

import dev.sluice.processor.async.Intake;
import dev.sluice.processor.step.WaitReason;
import dev.sluice.schemas.Stage;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;

/** What the stages have on their hands: what to scale on, as these records no longer count as lag. */
public final class IntakeMetrics implements MeterBinder {
    private static final double MILLIS_PER_SECOND = 1000;

    private final Intake intake;
    private final Clock clock;

    public IntakeMetrics(Intake intake, Clock clock) {
        this.intake = intake;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Stage stage : new Stage[] {Stage.EXTRACT, Stage.SUMMARIZE, Stage.CLASSIFY}) {
            String name = stage.id();
            Gauge.builder(Metrics.PENDING_CALLS, intake, source -> source.entries(name))
                    .tag("stage", name)
                    .register(registry);
            Gauge.builder(Metrics.CALLS_IN_FLIGHT, intake, source -> source.inFlight(name))
                    .tag("stage", name)
                    .register(registry);
            for (WaitReason reason : WaitReason.values()) {
                Gauge.builder(Metrics.WAITING_DOCUMENTS, intake, source -> source.waiting(name, reason))
                        .tag("stage", name)
                        .tag("reason", reason.id())
                        .register(registry);
            }
            Gauge.builder(Metrics.OLDEST_PENDING_AGE, intake, source -> ageSeconds(source.oldestTimestamp(name)))
                    .tag("stage", name)
                    .baseUnit("seconds")
                    .register(registry);
        }
    }

    private double ageSeconds(long timestamp) {
        return timestamp == Long.MAX_VALUE ? 0 : Math.max(0, clock.millis() - timestamp) / MILLIS_PER_SECOND;
    }
}
