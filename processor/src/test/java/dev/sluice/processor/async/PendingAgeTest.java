package dev.sluice.processor.async;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.alert.PendingAgeCheck;
import dev.sluice.processor.step.Hold;
import dev.sluice.processor.step.StepResult.OnHold;
import dev.sluice.processor.step.WaitReason;
import dev.sluice.runtime.alert.AlertSettings;
import dev.sluice.runtime.alert.Alerts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PendingAgeTest {
    private final Hold quota = new Hold(WaitReason.TENANT_BUDGET, "budget/tenant/acme/hour", "used up");

    @Test
    void tellsWhenTheOldestDocumentOfAStageIsTooOld() {
        // Records of the harness are of the seventh millisecond of 1970.
        Clock clock = Clock.fixed(Instant.EPOCH.plus(Duration.ofMinutes(15)), ZoneOffset.UTC);
        try (StageHarness stage = new StageHarness((value, retries) -> new OnHold<>(value, quota, List.of()));
                Alerts alerts = new Alerts(AlertSettings.onlyLogged(), "test", new SimpleMeterRegistry(), clock)) {
            stage.inForce.add(quota.key());
            stage.take("k", "first");
            stage.tickUntil(() -> stage.intake.waiting("extract", WaitReason.TENANT_BUDGET) == 1);

            new PendingAgeCheck(stage.intake, Duration.ofMinutes(15), clock).look(alerts);
            assertThat(alerts.isActive("pending-age/extract")).isFalse();
            new PendingAgeCheck(stage.intake, Duration.ZERO, clock).look(alerts);
            assertThat(alerts.isActive("pending-age/extract")).as("never").isFalse();
            new PendingAgeCheck(stage.intake, Duration.ofMinutes(14), clock).look(alerts);
            assertThat(alerts.isActive("pending-age/extract")).isTrue();
            assertThat(alerts.isActive("pending-age/classify")).isFalse();
        }
    }
}
