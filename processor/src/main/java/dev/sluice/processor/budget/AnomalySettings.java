package dev.sluice.processor.budget;

import static dev.sluice.processor.config.BudgetKeys.ANOMALY_FACTOR;
import static dev.sluice.processor.config.BudgetKeys.ANOMALY_FLOOR_CALLS;
import static dev.sluice.processor.config.BudgetKeys.ANOMALY_FLOOR_USD;

import dev.sluice.runtime.config.ConfigValues;

/**
 * When calls are too many.
 *
 * @param factor how many times the mean; 0 for never
 * @param floorCalls so many a minute are never too many
 * @param floorMicros so many millionths of a US dollar a minute are never too much
 */
public record AnomalySettings(double factor, long floorCalls, long floorMicros) {

    /** No guard. */
    public static final AnomalySettings OFF = new AnomalySettings(0, 1, 0);

    /** Reads the {@code anomaly.*} keys. */
    public static AnomalySettings of(ConfigValues values) {
        return new AnomalySettings(
                values.number(ANOMALY_FACTOR),
                values.whole(ANOMALY_FLOOR_CALLS),
                Dollars.optional(values, ANOMALY_FLOOR_USD).orElse(0));
    }
}
