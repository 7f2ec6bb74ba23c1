package dev.sluice.processor.budget;

import dev.sluice.processor.alert.AlertCheck;
import dev.sluice.processor.budget.AnomalyGuard.Throttled;
import dev.sluice.runtime.alert.Alert;
import dev.sluice.runtime.alert.Alert.Severity;
import dev.sluice.runtime.alert.Alerts;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Tells when the guard holds calls back. */
public final class AnomalyCheck implements AlertCheck {
    private static final String KEY = "anomaly";
    private static final Duration RECENT = Duration.ofMinutes(2);

    private final AnomalyGuard guard;
    private final Clock clock;

    public AnomalyCheck(AnomalyGuard guard, Clock clock) {
        this.guard = guard;
        this.clock = clock;
    }

    @Override
    public void look(Alerts alerts) {
        Optional<Throttled> recent =
                guard.last().filter(each -> each.at().plus(RECENT).isAfter(clock.instant()));
        if (recent.isPresent()) {
            alerts.raise(new Alert(
                    KEY,
                    Severity.CRITICAL,
                    "Calls to models run far above their usual rate",
                    "In this instance, " + recent.get().why()
                            + ". Calls beyond that wait for the next minute. If somebody sends a large batch, all is well"
                            + " and this ends by itself as the mean follows. If nobody does, look which tenant or profile"
                            + " it is in llm.spend, and pause it, or stop all calls: sluice control kill."));
        } else {
            alerts.clear(KEY);
        }
    }
}
