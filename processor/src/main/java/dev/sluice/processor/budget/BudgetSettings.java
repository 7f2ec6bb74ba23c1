package dev.sluice.processor.budget;

import static dev.sluice.processor.config.BudgetKeys.BUDGET_DAY_USD;
import static dev.sluice.processor.config.BudgetKeys.BUDGET_DOCUMENT_USD;
import static dev.sluice.processor.config.BudgetKeys.BUDGET_HOUR_USD;
import static dev.sluice.processor.config.BudgetKeys.BUDGET_SOFT_ENGINE;
import static dev.sluice.processor.config.BudgetKeys.BUDGET_SOFT_RATIO;
import static dev.sluice.processor.config.BudgetKeys.BUDGET_TENANT_DAY_USD;
import static dev.sluice.processor.config.BudgetKeys.BUDGET_TENANT_HOUR_USD;

import dev.sluice.runtime.config.ConfigValues;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The budgets that are configured, in millionths of a US dollar; absent where there is none.
 *
 * @param hour of all together
 * @param day of all together
 * @param tenantHour of each tenant
 * @param tenantDay of each tenant
 * @param document of each document
 * @param softRatio the share of a budget from which on there is an alert, 0 to 1
 * @param softEngine what takes the place of a profile's engines from there on
 */
public record BudgetSettings(
        OptionalLong hour,
        OptionalLong day,
        OptionalLong tenantHour,
        OptionalLong tenantDay,
        OptionalLong document,
        double softRatio,
        Optional<String> softEngine) {

    /** No budgets. */
    public static final BudgetSettings NONE = new BudgetSettings(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            0.8,
            Optional.empty());

    /** Reads the {@code budget.*} keys. */
    public static BudgetSettings of(ConfigValues values) {
        return new BudgetSettings(
                Dollars.optional(values, BUDGET_HOUR_USD),
                Dollars.optional(values, BUDGET_DAY_USD),
                Dollars.optional(values, BUDGET_TENANT_HOUR_USD),
                Dollars.optional(values, BUDGET_TENANT_DAY_USD),
                Dollars.optional(values, BUDGET_DOCUMENT_USD),
                values.number(BUDGET_SOFT_RATIO),
                values.optionalText(BUDGET_SOFT_ENGINE));
    }

    /** Whether the first call has to wait until it is known what was spent before. */
    boolean isAnyOfWindows() {
        return hour.isPresent() || day.isPresent() || tenantHour.isPresent() || tenantDay.isPresent();
    }
}
