package dev.sluice.processor;

import dev.sluice.processor.budget.Budgets;
import dev.sluice.processor.step.Hold;
import dev.sluice.runtime.control.Controls;

/** Tells whether what documents wait for is still so: people's settings, and budgets without room. Thread-safe. */
record Holds(Controls controls, Budgets budgets) implements Hold.Lookup {

    @Override
    public boolean isInForce(Hold hold) {
        return budgets.isBudget(hold)
                ? budgets.isInForce(hold)
                : controls.inForce().contains(hold.key());
    }

    @Override
    public int released(Hold hold, int waiting) {
        return budgets.isBudget(hold) ? budgets.released(hold, waiting) : isInForce(hold) ? 0 : waiting;
    }
}
