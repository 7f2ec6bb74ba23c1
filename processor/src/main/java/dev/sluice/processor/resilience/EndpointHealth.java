package dev.sluice.processor.resilience;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether a model is called.
 *
 * @param trouble why it is not; absent if it is
 */
public record EndpointHealth(String engine, Optional<Trouble> trouble) {

    /**
     * Why a model is left alone but for a few calls that look whether it is well again.
     *
     * @param since when that began
     * @param lastFailure what the last call that failed was told, for people
     */
    public record Trouble(OpenReason reason, Instant since, String lastFailure) {}
}
