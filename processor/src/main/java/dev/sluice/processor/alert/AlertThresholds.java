package dev.sluice.processor.alert;

import static dev.sluice.processor.config.BudgetKeys.ALERTS_DEAD_LETTER_RATIO;
import static dev.sluice.processor.config.BudgetKeys.ALERTS_PENDING_AGE_MS;

import dev.sluice.runtime.alert.AlertSettings;
import dev.sluice.runtime.config.ConfigValues;
import java.time.Duration;

/**
 * When the processor tells people, and where.
 *
 * @param deadLetterRatio above which share of dead letters, 0 to 1
 * @param pendingAge from which age of the oldest document at a stage on; zero for never
 */
public record AlertThresholds(AlertSettings settings, double deadLetterRatio, Duration pendingAge) {

    /** Reads the {@code alerts.*} keys. */
    public static AlertThresholds of(ConfigValues values) {
        return new AlertThresholds(
                AlertSettings.of(values),
                values.number(ALERTS_DEAD_LETTER_RATIO),
                values.millis(ALERTS_PENDING_AGE_MS));
    }
}
