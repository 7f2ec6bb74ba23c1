package dev.sluice.console.live;

import java.time.Instant;

/**
 * A document that the pipeline works on.
 *
 * @param since when the first report of it came
 * @param outputTokens what models wrote for it at this stage so far: an estimate
 * @param waits whether the stage will try again later
 */
public record DocumentInFlight(
        String documentId, String stage, Instant since, Instant reportedAt, long outputTokens, boolean waits) {}
