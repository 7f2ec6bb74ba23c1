package dev.sluice.processor.resilience;

/**
 * How calls to one model are limited and tried again.
 *
 * @param adaptive whether the calls in flight are limited by how the model takes them, and not only by their most
 */
public record ResilienceSettings(CircuitSettings circuit, RetrySettings retry, RateSettings rate, boolean adaptive) {

    public static final ResilienceSettings DEFAULTS =
            new ResilienceSettings(CircuitSettings.DEFAULTS, RetrySettings.DEFAULTS, RateSettings.DEFAULTS, true);
}
