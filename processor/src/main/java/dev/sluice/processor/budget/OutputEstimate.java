package dev.sluice.processor.budget;

import dev.sluice.schemas.Stage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long one engine's answers are likely to be, by stage: the moving mean of those that came, and a quarter of the limit
 * before the first. Thread-safe.
 */
final class OutputEstimate {
    /** Ten answers or so are remembered. */
    private static final int MEMORY = 10;
    /** Tokens are counted in thousandths, so that short answers do not round to where they started. */
    private static final long SCALE = 1_000;

    private static final int FIRST_SHARE = 4;

    private final Map<Stage, Long> means = new ConcurrentHashMap<>();

    /** The tokens to expect, at most the limit. */
    long tokens(Stage stage, int limit) {
        Long mean = means.get(stage);
        return mean == null ? Math.ceilDiv(limit, FIRST_SHARE) : Math.min(limit, Math.ceilDiv(mean, SCALE));
    }

    void learn(Stage stage, long tokens) {
        means.merge(stage, tokens * SCALE, (mean, now) -> mean + (now - mean) / MEMORY);
    }
}
