package dev.sluice.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.runtime.control.Control.Budget;
import dev.sluice.runtime.control.Control.EngineOverride;
import dev.sluice.runtime.control.Control.KillSwitch;
import dev.sluice.runtime.control.Control.Pause;
import dev.sluice.runtime.control.Control.Threshold;
import dev.sluice.runtime.control.SettingKeys.Window;
import dev.sluice.runtime.control.Subject.OfProfile;
import dev.sluice.runtime.control.Subject.OfTenant;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.ControlKind;
import dev.sluice.schemas.avro.ControlSetting;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SettingRecordsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private static final Map<String, Control> KEYS = Map.of(
            "kill-switch", new KillSwitch(),
            "pause/profile/invoice", new Pause(new OfProfile("invoice")),
            "pause/tenant/acme", new Pause(new OfTenant("acme")),
            "pause/tenant/a%2Fb%25", new Pause(new OfTenant("a/b%")),
            "threshold/invoice", new Threshold("invoice", 0.9),
            "engine/invoice/classify", new EngineOverride("invoice", Stage.CLASSIFY, "strong"),
            "budget/day", new Budget(Optional.empty(), Window.DAY, 5_000_000),
            "budget/tenant/acme/day", new Budget(Optional.of(new OfTenant("acme")), Window.DAY, 0),
            "budget/profile/invoice/hour", new Budget(Optional.of(new OfProfile("invoice")), Window.HOUR, 1));

    static Stream<Map.Entry<String, Control>> keys() {
        return KEYS.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void readsWhatItWrote(Map.Entry<String, Control> named) throws Exception {
        Setting setting = new Setting(named.getValue(), "ada", NOON, "tried", Optional.of(NOON.plusSeconds(1)));
        assertThat(SettingRecords.read(named.getKey(), SettingRecords.write(setting)))
                .isEqualTo(setting);
    }

    @Test
    void namesWhatIsWrong() {
        assertRefused("kill-switch", written -> written.setKind(ControlKind.UNKNOWN), "not known to this release");
        assertRefused("kill-switch", written -> written.setWhy(" "), "does not say why");
        assertRefused("kill-switch", written -> written.setSetBy(""), "does not say who");
        assertRefused("kill-switch", written -> written.setExpiresAt(NOON), "expires at 2026-11-20T12:00:00Z, which");
        assertRefused("off", written -> written, "its key is off, but what it sets is named kill-switch");
        assertRefused("pause", written -> written.setKind(ControlKind.PAUSE), "neither a profile nor a tenant");
        assertRefused(
                "pause",
                written -> written.setKind(ControlKind.PAUSE).setProfile("a").setTenant("b"),
                "both a profile and a tenant");
        assertRefused("threshold/a", written -> written.setKind(ControlKind.THRESHOLD), "field profile is missing");
        assertRefused(
                "threshold/a",
                written ->
                        written.setKind(ControlKind.THRESHOLD).setProfile("a").setAccept(1.1),
                "the threshold is 1.1; it must be 0 to 1");
        assertRefused(
                "engine/a/gate",
                written -> written.setKind(ControlKind.ENGINE)
                        .setProfile("a")
                        .setStage("gate")
                        .setEngine("strong"),
                "no engine runs at the gate");
        assertRefused(
                "engine/a/read",
                written -> written.setKind(ControlKind.ENGINE)
                        .setProfile("a")
                        .setStage("read")
                        .setEngine("strong"),
                "there is no stage read");
        assertRefused("budget/day", written -> written.setKind(ControlKind.BUDGET), "field window is missing");
    }

    private static void assertRefused(String key, UnaryOperator<ControlSetting.Builder> change, String expected) {
        ControlSetting.Builder good = ControlSetting.newBuilder()
                .setKind(ControlKind.KILL_SWITCH)
                .setSetBy("ada")
                .setSetAt(NOON)
                .setWhy("tried");
        assertThatThrownBy(() -> SettingRecords.read(key, change.apply(good).build()))
                .isInstanceOf(UnusableSettingException.class)
                .hasMessageContaining(expected);
    }
}
