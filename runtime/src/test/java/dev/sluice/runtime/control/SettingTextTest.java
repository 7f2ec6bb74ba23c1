package dev.sluice.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.control.Control.Budget;
import dev.sluice.runtime.control.Control.Pause;
import dev.sluice.runtime.control.SettingKeys.Window;
import dev.sluice.runtime.control.Subject.OfTenant;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SettingTextTest {
    @Test
    void saysWhatIsSetByWhomWhyAndHowLong() {
        Instant noon = Instant.parse("2026-11-20T12:00:00Z");
        Setting pause = new Setting(
                new Pause(new OfTenant("acme")), "ada", noon, "contract ended", Optional.of(noon.plusSeconds(60)));
        assertThat(SettingText.of(pause))
                .isEqualTo("documents of tenant acme wait, by ada at 2026-11-20T12:00:00Z, until 2026-11-20T12:01:00Z:"
                        + " contract ended");
        assertThat(SettingText.json(pause)).isEqualTo("{\"value\":true,\"expires_at\":\"2026-11-20T12:01:00Z\"}");
    }

    @Test
    void writesMoneyWithoutNeedlessDigits() {
        assertThat(SettingText.dollars(0)).isEqualTo("0");
        assertThat(SettingText.dollars(1)).isEqualTo("0.000001");
        assertThat(SettingText.dollars(12_500_000)).isEqualTo("12.5");
        assertThat(SettingText.dollars(100_000_000)).isEqualTo("100");
        assertThat(SettingText.what(new Budget(Optional.of(new OfTenant("acme")), Window.DAY, 2_000_000)))
                .isEqualTo("at most 2 USD a day for tenant acme");
    }
}
