package dev.sluice.processor.resilience;

import java.util.Map;

/**
 * How calls to the models are limited and tried again.
 *
 * @param maxInFlight the most calls in flight to all models together, at least 1
 * @param engines the settings of each by its name; those that are not named have the defaults
 */
public record Resilience(int maxInFlight, Map<String, ResilienceSettings> engines) {

    public Resilience {
        engines = Map.copyOf(engines);
    }

    /** The settings of one. */
    public ResilienceSettings of(String engine) {
        return engines.getOrDefault(engine, ResilienceSettings.DEFAULTS);
    }
}
