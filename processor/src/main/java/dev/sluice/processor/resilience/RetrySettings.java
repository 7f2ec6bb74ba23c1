package dev.sluice.processor.resilience;

import java.time.Duration;

/**
 * How a call is tried again before the document waits.
 *
 * @param retries the most further tries, 0 or more
 * @param backoff the longest wait before the first of them; doubled with each
 * @param maxWait the longest wait for one; where the provider asks for more, the document waits instead
 * @param retryAfterMax the longest wait that a provider can ask for
 */
public record RetrySettings(int retries, Duration backoff, Duration maxWait, Duration retryAfterMax) {

    /** 2 retries, from half a second on, 5 s at most; a day. */
    public static final RetrySettings DEFAULTS =
            new RetrySettings(2, Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofDays(1));
}
