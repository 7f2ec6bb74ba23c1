package dev.sluice.processor.budget;

import dev.sluice.processor.budget.Ledger.Status;
import dev.sluice.processor.observe.Metrics;
import dev.sluice.runtime.control.Subject.OfProfile;
import dev.sluice.runtime.control.Subject.OfTenant;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Shows what of each budget is used. Whoever sends documents chooses the tenants' names, so of tenants only the
 * {@value #MOST_TENANTS} that have used most of theirs are shown. For one thread.
 */
public final class BudgetMetrics {
    static final int MOST_TENANTS = 50;

    private static final double MICROS = 1_000_000;

    private final Budgets budgets;
    private final MultiGauge used;
    private final MultiGauge limit;

    public BudgetMetrics(Budgets budgets, MeterRegistry registry) {
        this.budgets = budgets;
        this.used = MultiGauge.builder(Metrics.BUDGET_USED_RATIO).register(registry);
        this.limit = MultiGauge.builder(Metrics.BUDGET_LIMIT).register(registry);
    }

    /** Shows them as they are now. */
    public void update() {
        List<Row<?>> ratios = new ArrayList<>();
        List<Row<?>> limits = new ArrayList<>();
        int tenants = 0;
        List<Status> statuses = budgets.statuses().stream()
                .sorted(Comparator.comparingDouble(BudgetMetrics::ratio).reversed())
                .toList();
        for (Status status : statuses) {
            boolean tenant = kind(status.key()).equals("tenant");
            if (!tenant || ++tenants <= MOST_TENANTS) {
                Tags tags = Tags.of(
                        "window",
                        status.key().window().id(),
                        "subject",
                        kind(status.key()),
                        "name",
                        name(status.key()));
                ratios.add(Row.of(tags, ratio(status)));
                limits.add(Row.of(tags, status.limit() / MICROS));
            }
        }
        used.register(ratios, true);
        limit.register(limits, true);
    }

    /** What a budget is of: all, tenant or profile. */
    static String kind(BudgetKey key) {
        return switch (key.subject().orElse(null)) {
            case null -> "all";
            case OfTenant ignored -> "tenant";
            case OfProfile ignored -> "profile";
        };
    }

    private static String name(BudgetKey key) {
        return switch (key.subject().orElse(null)) {
            case null -> "";
            case OfTenant(String name) -> name;
            case OfProfile(String name) -> name;
        };
    }

    private static double ratio(Status status) {
        return status.limit() == 0 ? 1 : (double) status.used() / status.limit();
    }
}
