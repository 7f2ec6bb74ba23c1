package dev.sluice.processor.alert;

import dev.sluice.processor.async.Intake;
import dev.sluice.processor.step.WaitReason;
import dev.sluice.runtime.alert.Alert;
import dev.sluice.runtime.alert.Alert.Severity;
import dev.sluice.runtime.alert.Alerts;
import dev.sluice.schemas.Stage;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells when the oldest document at a stage has become too old. */
public final class PendingAgeCheck implements AlertCheck {
    private static final List<Stage> STAGES = List.of(Stage.EXTRACT, Stage.SUMMARIZE, Stage.CLASSIFY);

    private final Intake intake;
    private final Duration most;
    private final Clock clock;

    /** @param most from which age on it tells; zero for never */
    public PendingAgeCheck(Intake intake, Duration most, Clock clock) {
        this.intake = intake;
        this.most = most;
        this.clock = clock;
    }

    @Override
    public void look(Alerts alerts) {
        for (Stage stage : STAGES) {
            String key = "pending-age/" + stage.id();
            long oldest = intake.oldestTimestamp(stage.id());
            Duration age = Duration.ofMillis(oldest == Long.MAX_VALUE ? 0 : clock.millis() - oldest);
            if (!most.isZero() && age.compareTo(most) >= 0) {
                alerts.raise(new Alert(
                        key,
                        Severity.WARNING,
                        "A document waits at " + stage.id() + " since " + age.toMinutes() + " min",
                        "That is the age of its record; alerts.pending.age.ms is " + most.toMinutes() + " min. "
                                + intake.entries(stage.id()) + " documents are at this stage of this instance, "
                                + waiting(stage)
                                + " Those that wait go on by themselves when the cause is gone; if none does, more"
                                + " calls at once, more instances or a faster model work a backlog off."));
            } else {
                alerts.clear(key);
            }
        }
    }

    private String waiting(Stage stage) {
        String reasons = Stream.of(WaitReason.values())
                .filter(reason -> intake.waiting(stage.id(), reason) > 0)
                .map(reason -> intake.waiting(stage.id(), reason) + " of them for " + reason.id())
                .collect(Collectors.joining(", "));
        return reasons.isEmpty() ? "all of them at work or in line." : "waiting: " + reasons + ".";
    }
}
