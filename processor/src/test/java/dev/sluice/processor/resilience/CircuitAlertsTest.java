package dev.sluice.processor.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.resilience.EndpointHealth.Trouble;
import dev.sluice.runtime.alert.AlertSettings;
import dev.sluice.runtime.alert.Alerts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CircuitAlertsTest {
    private final VirtualTime time = new VirtualTime();
    private Optional<Trouble> trouble = Optional.empty();
    private final CircuitAlerts circuits = new CircuitAlerts(
            () -> List.of(new EndpointHealth("strong", trouble), new EndpointHealth("model", Optional.empty())));

    @ParameterizedTest
    @EnumSource
    void alertsWhileAModelIsLeftAlone(OpenReason reason) {
        try (Alerts alerts = alerts()) {
            trouble = Optional.of(new Trouble(reason, time.instant(), "HTTP 401"));
            circuits.look(alerts);
            assertThat(alerts.isActive("circuit/strong")).isTrue();
            assertThat(alerts.isActive("circuit/model")).isFalse();
        }
    }

    @Test
    void isOverWhenItIsWellAgain() {
        try (Alerts alerts = alerts()) {
            trouble = Optional.of(new Trouble(OpenReason.OUTAGE, time.instant(), "HTTP 503"));
            circuits.look(alerts);
            trouble = Optional.empty();
            circuits.look(alerts);
            time.pass(Duration.ofMinutes(16));
            circuits.look(alerts);
            assertThat(alerts.isActive("circuit/strong")).isFalse();
        }
    }

    private Alerts alerts() {
        return new Alerts(AlertSettings.onlyLogged(), "test", new SimpleMeterRegistry(), time);
    }
}
