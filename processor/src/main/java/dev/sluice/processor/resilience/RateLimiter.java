package dev.sluice.processor.resilience;

import dev.sluice.processor.llm.LlmException;
import dev.sluice.processor.llm.LlmException.Reason;
import dev.sluice.processor.llm.LlmResponse;
import dev.sluice.processor.llm.RateHeaders;
import dev.sluice.schemas.avro.TokenUsage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Gives calls to one model their turns, by its limits of requests and tokens per minute and by what it answers. Turns are
 * given in the order in which they are asked for. Thread-safe; does not wait itself.
 */
final class RateLimiter {
    /** So many refusals in a row are no chance: all have to wait. */
    private static final int IN_A_ROW = 5;
    /** A provider that has less than this share left, and refuses, has nothing left. */
    private static final double NOTHING = 0.1;

    private static final double PAUSE_JITTER = 0.2;

    private final String engine;
    private final RateSettings settings;
    private final Clock clock;
    private final RandomGenerator random;
    private final MinuteLimit requests;
    private final MinuteLimit tokens;
    private Instant pausedUntil = Instant.MIN;
    private int throttledInARow;

    /** @param instances among which limits are divided */
    RateLimiter(String engine, RateSettings settings, IntSupplier instances, Clock clock, RandomGenerator random) {
        this.engine = engine;
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        this.requests = new MinuteLimit(settings.requestsPerMinute(), instances, clock);
        this.tokens = new MinuteLimit(settings.tokensPerMinute(), instances, clock);
    }

    /**
     * Reserves a turn.
     *
     * @param estimate the tokens that the call will take
     * @return how long to wait for it
     * @throws LlmException if that is too long to be waited for; nothing is reserved then
     */
    synchronized Duration reserve(long estimate) throws LlmException {
        Duration wait = Stream.of(requests.waitFor(1), tokens.waitFor(estimate), pause())
                .max(Duration::compareTo)
                .orElseThrow();
        if (wait.compareTo(settings.maxWait()) > 0) {
            // Twice as long for some, so that not all come back at once.
            Duration later = wait.plusMillis((long) (wait.toMillis() * random.nextDouble()));
            throw new LlmException(
                    Reason.RATE_LIMITED,
                    "engine " + engine + " has no room within its limits for " + wait.toMillis() + " ms",
                    later,
                    null);
        }
        requests.take(1);
        tokens.take(estimate);
        return wait;
    }

    /** Gives back a turn that was not taken. */
    synchronized void giveBack(long estimate) {
        requests.take(-1);
        tokens.take(-estimate);
    }

    /** Settles what a call took. */
    synchronized void answered(long estimate, LlmResponse response) {
        throttledInARow = 0;
        response.limits().ifPresent(this::told);
        settle(estimate, response.usage());
    }

    /** Settles what a call took that gave no answer. */
    synchronized void failed(long estimate, LlmException failure) {
        failure.limits().ifPresent(this::told);
        if (!failure.reason().isCalled()) {
            giveBack(estimate);
        } else if (failure.reason() == Reason.THROTTLED) {
            tokens.take(-estimate);
            throttled(failure);
        } else {
            failure.usage().ifPresent(usage -> settle(estimate, usage));
        }
    }

    /** What this instance may use of requests in a minute; infinity without a limit. */
    synchronized double requestsPerMinute() {
        return requests.share();
    }

    /** What this instance may use of tokens in a minute; infinity without a limit. */
    synchronized double tokensPerMinute() {
        return tokens.share();
    }

    private void throttled(LlmException failure) {
        throttledInARow++;
        boolean usedUp = failure.limits()
                .filter(said -> Stream.of(said.requests(), said.tokens())
                        .flatMap(Optional::stream)
                        .anyMatch(quota -> quota.share() < NOTHING))
                .isPresent();
        if (usedUp || throttledInARow >= IN_A_ROW) {
            Instant end = clock.instant().plus(failure.retryAfter().orElse(Duration.ZERO));
            pausedUntil = end.isAfter(pausedUntil) ? end : pausedUntil;
        }
    }

    private void told(RateHeaders said) {
        if (settings.headers()) {
            said.requests().ifPresent(requests::told);
            said.tokens().ifPresent(tokens::told);
        }
    }

    /** Servers that count no tokens say zero. */
    private void settle(long estimate, TokenUsage usage) {
        long used = usage.getInput() + usage.getOutput();
        if (used > 0) {
            tokens.take(used - estimate);
        }
    }

    private Duration pause() {
        Duration left = Duration.between(clock.instant(), pausedUntil);
        // Somewhat longer for some, so that those who waited do not go on at the same moment.
        return left.isPositive()
                ? left.plusMillis((long) (left.toMillis() * PAUSE_JITTER * random.nextDouble()))
                : Duration.ZERO;
    }
}
