package dev.sluice.processor.resilience;

import dev.sluice.processor.resilience.EndpointHealth.Trouble;
import dev.sluice.runtime.alert.Alert;
import dev.sluice.runtime.alert.Alert.Severity;
import dev.sluice.runtime.alert.Alerts;
import java.util.List;
import java.util.function.Supplier;

/** Alerts while a model is left alone. Thread-safe. */
public final class CircuitAlerts {
    private final Supplier<List<EndpointHealth>> endpoints;

    /** @param endpoints how the models are, each time anew */
    public CircuitAlerts(Supplier<List<EndpointHealth>> endpoints) {
        this.endpoints = endpoints;
    }

    /** Looks once; to be called every few seconds. */
    public void look(Alerts alerts) {
        for (EndpointHealth health : endpoints.get()) {
            String key = "circuit/" + health.engine();
            health.trouble()
                    .ifPresentOrElse(
                            trouble -> alerts.raise(alert(key, health.engine(), trouble)), () -> alerts.clear(key));
        }
    }

    private static Alert alert(String key, String engine, Trouble trouble) {
        String last = " The last failure: " + trouble.lastFailure();
        return switch (trouble.reason()) {
            case OUTAGE ->
                new Alert(
                        key,
                        Severity.WARNING,
                        "Model " + engine + " fails again and again",
                        "It is left alone but for a few calls that look whether it is well again. Documents whose profile lists"
                                + " another engine go on with that; the others wait." + last);
            case QUOTA ->
                new Alert(
                        key,
                        Severity.CRITICAL,
                        "The account of model " + engine + " is used up",
                        "Raise its limit or pay in. Documents that need it wait until then." + last);
            case MISCONFIGURED ->
                new Alert(
                        key,
                        Severity.CRITICAL,
                        "Model " + engine + " is configured wrongly",
                        "Correct its key, address or name (llm.*) and restart. Documents that need it wait until then."
                                + last);
        };
    }
}
