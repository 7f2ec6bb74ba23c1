package dev.sluice.processor.budget;

import dev.sluice.processor.alert.AlertCheck;
import dev.sluice.processor.budget.Ledger.Status;
import dev.sluice.runtime.alert.Alert;
import dev.sluice.runtime.alert.Alert.Severity;
import dev.sluice.runtime.alert.Alerts;
import java.util.HashSet;
import java.util.Set;

/** Tells when budgets are nearly or wholly used up, and keeps their metrics. For one thread. */
public final class BudgetCheck implements AlertCheck {
    private final Budgets budgets;
    private final BudgetMetrics metrics;
    private final Set<String> told = new HashSet<>();

    public BudgetCheck(Budgets budgets, BudgetMetrics metrics) {
        this.budgets = budgets;
        this.metrics = metrics;
    }

    @Override
    public void look(Alerts alerts) {
        metrics.update();
        Set<String> over = new HashSet<>(told);
        for (Status status : budgets.statuses()) {
            String key = status.key().key();
            if (status.full()) {
                raise(alerts, usedUp(status));
                over.remove(key);
            } else if (status.limit() > 0 && budgets.isNearlyUsedUp(status)) {
                raise(alerts, nearly(status));
                over.remove(key);
            }
        }
        over.forEach(key -> {
            alerts.clear(key);
            if (!alerts.isActive(key)) {
                told.remove(key);
            }
        });
    }

    private void raise(Alerts alerts, Alert alert) {
        told.add(alert.key());
        alerts.raise(alert);
    }

    private static Alert usedUp(Status status) {
        return new Alert(
                status.key().key(),
                Severity.CRITICAL,
                "A budget is used up: " + text(status),
                figures(status)
                        + ", and the next call does not fit. Documents that need a model wait until the window ends."
                        + raise(status));
    }

    private static Alert nearly(Status status) {
        return new Alert(
                status.key().key(),
                Severity.WARNING,
                "A budget is nearly used up: " + text(status),
                figures(status) + ". Beyond it, documents wait until the window ends." + raise(status));
    }

    private static String text(Status status) {
        return Money.text(status.limit()) + " " + status.key().text();
    }

    private static String figures(Status status) {
        return Money.text(status.used()) + " are spent or reserved of " + Money.text(status.limit());
    }

    private static String raise(Status status) {
        return " To raise it at once: sluice control budget "
                + status.key().window().id() + " AMOUNT"
                + status.key().subject().map(subject -> " --" + subject.text()).orElse("")
                + ". What the money went to is in llm.spend and on the console's overview.";
    }
}
