package dev.sluice.processor.resilience;

import java.time.Duration;

/**
 * How many calls may begin.
 *
 * @param requestsPerMinute of all instances together; 0 for no limit of ours
 * @param tokensPerMinute the same for tokens, prompt and answer together
 * @param maxWait the longest wait of a call for its turn; where it would be longer, the document waits instead
 * @param headers whether what the provider says about its limits counts, too
 */
public record RateSettings(int requestsPerMinute, int tokensPerMinute, Duration maxWait, boolean headers) {

    /** Only the provider's own limits; 5 s. */
    public static final RateSettings DEFAULTS = new RateSettings(0, 0, Duration.ofSeconds(5), true);
}
