package dev.sluice.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.control.Control.Budget;
import dev.sluice.runtime.control.Control.EngineOverride;
import dev.sluice.runtime.control.Control.KillSwitch;
import dev.sluice.runtime.control.Control.Pause;
import dev.sluice.runtime.control.Control.Threshold;
import dev.sluice.runtime.control.SettingKeys.Window;
import dev.sluice.runtime.control.Subject.OfProfile;
import dev.sluice.runtime.control.Subject.OfTenant;
import dev.sluice.schemas.Stage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ControlsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private Instant now = NOON;
    private final Controls controls = new Controls(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @Test
    void aSettingExpiresByTheClockWithoutAnotherRecord() {
        controls.replace(List.of(
                setting(new KillSwitch(), Optional.of(NOON.plusSeconds(60))),
                setting(new Pause(new OfTenant("acme")), Optional.of(NOON.plusSeconds(120)))));
        assertThat(controls.inForce().killSwitch()).isPresent();

        now = NOON.plusSeconds(60);
        assertThat(controls.inForce().killSwitch()).isEmpty();
        assertThat(controls.inForce().contains("pause/tenant/acme")).isTrue();

        now = NOON.plusSeconds(120);
        assertThat(controls.inForce()).isEqualTo(ControlState.EMPTY);
    }

    @Test
    void aSettingThatHadExpiredWhenItWasReadIsNeverInForce() {
        now = NOON.plus(Duration.ofDays(1));
        controls.replace(List.of(setting(new KillSwitch(), Optional.of(NOON.plusSeconds(60)))));
        assertThat(controls.inForce().killSwitch()).isEmpty();
    }

    @Test
    void isTheSameObjectWhileNothingChanges() {
        controls.replace(List.of(setting(new KillSwitch(), Optional.empty())));
        ControlState before = controls.inForce();
        controls.replace(List.of(setting(new KillSwitch(), Optional.empty())));
        assertThat(controls.inForce()).isSameAs(before);
        controls.replace(List.of());
        assertThat(controls.inForce().settings()).isEmpty();
    }

    @Test
    void answersWhatIsSetForADocument() {
        controls.replace(List.of(
                setting(new Pause(new OfTenant("acme")), Optional.empty()),
                setting(new Pause(new OfProfile("invoice")), Optional.empty()),
                setting(new Threshold("invoice", 0.5), Optional.empty()),
                setting(new EngineOverride("invoice", Stage.CLASSIFY, "strong"), Optional.empty()),
                setting(new Budget(Optional.empty(), Window.DAY, 7), Optional.empty())));
        ControlState state = controls.inForce();

        assertThat(state.pauseOf(Optional.of("acme"), Optional.of("invoice")).map(Setting::key))
                .contains("pause/tenant/acme");
        assertThat(state.pauseOf(Optional.of("other"), Optional.of("invoice")).map(Setting::key))
                .contains("pause/profile/invoice");
        assertThat(state.pauseOf(Optional.of("invoice"), Optional.of("acme"))).isEmpty();
        assertThat(state.pauseOf(Optional.empty(), Optional.empty())).isEmpty();
        assertThat(state.pauseOf(Optional.of(" "), Optional.of(""))).isEmpty();
        assertThat(state.acceptOf("invoice")).hasValue(0.5);
        assertThat(state.acceptOf("contract")).isEmpty();
        assertThat(state.engineOf("invoice", Stage.CLASSIFY)).contains("strong");
        assertThat(state.engineOf("invoice", Stage.EXTRACT)).isEmpty();
        assertThat(state.budgetOf(Optional.empty(), Window.DAY)).hasValue(7);
        assertThat(state.budgetOf(Optional.empty(), Window.HOUR)).isEmpty();
        assertThat(state.killSwitch()).isEmpty();
    }

    private static Setting setting(Control control, Optional<Instant> expires) {
        return new Setting(control, "ada", NOON, "tried", expires);
    }
}
