package dev.sluice.processor.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.DOUBLE;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.jspecify.annotations.Nullable;

/** The keys of budgets, of the guard against runaways, and of the processor's own alerts. */
public final class BudgetKeys {
    public static final String BUDGET_HOUR_USD = "budget.hour.usd";
    public static final String BUDGET_DAY_USD = "budget.day.usd";
    public static final String BUDGET_TENANT_HOUR_USD = "budget.tenant.hour.usd";
    public static final String BUDGET_TENANT_DAY_USD = "budget.tenant.day.usd";
    public static final String BUDGET_DOCUMENT_USD = "budget.document.usd";
    public static final String BUDGET_SOFT_RATIO = "budget.soft.ratio";
    public static final String BUDGET_SOFT_ENGINE = "budget.soft.engine";
    public static final String ANOMALY_FACTOR = "anomaly.factor";
    public static final String ANOMALY_FLOOR_CALLS = "anomaly.floor.calls";
    public static final String ANOMALY_FLOOR_USD = "anomaly.floor.usd";
    public static final String ALERTS_DEAD_LETTER_RATIO = "alerts.dead.letter.ratio";
    public static final String ALERTS_PENDING_AGE_MS = "alerts.pending.age.ms";

    private static final @Nullable Object NONE = null;

    private BudgetKeys() {}

    static void define(ConfigDef table) {
        defineBudgets(table);
        table.define(
                        ANOMALY_FACTOR,
                        DOUBLE,
                        10,
                        Range.between(0, 1_000_000),
                        MEDIUM,
                        "Above how many times their mean of the last hour an instance's calls, or their cost, of one minute"
                                + " have further calls wait for the next minute, and raise an alert; 0 for never.")
                .define(
                        ANOMALY_FLOOR_CALLS,
                        LONG,
                        600,
                        Range.atLeast(1),
                        LOW,
                        "So many calls a minute are never too many for it.")
                .define(ANOMALY_FLOOR_USD, STRING, "1", LOW, "So many US dollars a minute are never too much for it.")
                .define(
                        ALERTS_DEAD_LETTER_RATIO,
                        DOUBLE,
                        0.2,
                        Range.between(0, 1),
                        LOW,
                        "The share of dead letters among the outcomes of the last ten minutes, if these are at least 20,"
                                + " above which an alert is raised; 1 for never.")
                .define(
                        ALERTS_PENDING_AGE_MS,
                        LONG,
                        900_000,
                        Range.between(0, 31_536_000_000L),
                        LOW,
                        "From which age of the oldest document at a stage an alert is raised; 0 for never.");
    }

    private static void defineBudgets(ConfigDef table) {
        table.define(
                        BUDGET_HOUR_USD,
                        STRING,
                        NONE,
                        MEDIUM,
                        "The most US dollars that calls to models may cost in an hour of UTC, over all instances, such as"
                                + " 12.50. Beyond, documents wait. No limit unless set.")
                .define(BUDGET_DAY_USD, STRING, NONE, MEDIUM, "The same for a day of UTC.")
                .define(
                        BUDGET_TENANT_HOUR_USD,
                        STRING,
                        NONE,
                        MEDIUM,
                        "The same for each tenant and hour. Beyond, its documents wait, and the others go on.")
                .define(BUDGET_TENANT_DAY_USD, STRING, NONE, MEDIUM, "The same for each tenant and day.")
                .define(
                        BUDGET_DOCUMENT_USD,
                        STRING,
                        NONE,
                        MEDIUM,
                        "The most US dollars that one document may cost. Beyond, it becomes a dead letter. A profile may set"
                                + " it lower.")
                .define(
                        BUDGET_SOFT_RATIO,
                        DOUBLE,
                        0.8,
                        Range.between(0, 1),
                        LOW,
                        "The share of a budget from which on an alert is raised and budget.soft.engine serves.")
                .define(
                        BUDGET_SOFT_ENGINE,
                        STRING,
                        NONE,
                        MEDIUM,
                        "The engine, such as offline or a cheaper one of llm.engines, that takes the place of those that a"
                                + " profile lists while a budget of the document is used beyond budget.soft.ratio.");
    }
}
