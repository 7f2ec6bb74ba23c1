package dev.sluice.processor.alert;

import dev.sluice.runtime.alert.Alerts;

/** Looks whether something needs people. */
@FunctionalInterface
public interface AlertCheck {

    /** Looks once, and raises or clears its alerts. Called every few seconds, by one thread. */
    void look(Alerts alerts);
}
