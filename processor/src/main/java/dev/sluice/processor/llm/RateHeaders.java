package dev.sluice.processor.llm;

import java.time.Duration;
import java.util.Optional;

/** What a provider says about its limits beside an answer or a refusal ({@code x-ratelimit-*}). */
public record RateHeaders(Optional<Quota> requests, Optional<Quota> tokens) {

    /**
     * One limit.
     *
     * @param limit the most, usually in a minute; above 0
     * @param remaining how much of it is left
     * @param reset until all of it is there again
     */
    public record Quota(long limit, long remaining, Duration reset) {

        /** How much of it is left, 0 to 1. */
        public double share() {
            return Math.clamp((double) remaining / limit, 0, 1);
        }
    }
}
