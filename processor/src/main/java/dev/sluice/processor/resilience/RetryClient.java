package dev.sluice.processor.resilience;

import dev.sluice.processor.llm.FailedTry;
import dev.sluice.processor.llm.LlmClient;
import dev.sluice.processor.llm.LlmException;
import dev.sluice.processor.llm.LlmException.Reason;
import dev.sluice.processor.llm.LlmRequest;
import dev.sluice.processor.llm.LlmResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Tries a call again that failed for the provider's sake, after a random wait that can be twice as long each time (full
 * jitter) or after the one that the provider asked for. Where that is too long to be waited for here, the failure goes up
 * and the document waits. The outcome tells of every try.
 */
final class RetryClient implements LlmClient {
    private final LlmClient client;
    private final RetrySettings settings;
    private final Clock clock;
    private final Sleeper sleeper;
    private final RandomGenerator random;
    private final Consumer<Reason> retried;

    /** @param retried is told of every further try why it is made */
    RetryClient(
            LlmClient client,
            RetrySettings settings,
            Clock clock,
            Sleeper sleeper,
            RandomGenerator random,
            Consumer<Reason> retried) {
        this.client = client;
        this.settings = settings;
        this.clock = clock;
        this.sleeper = sleeper;
        this.random = random;
        this.retried = retried;
    }

    @Override
    public LlmResponse complete(LlmRequest request) throws LlmException, InterruptedException {
        List<FailedTry> tries = new ArrayList<>();
        while (true) {
            Instant startedAt = clock.instant();
            try {
                return client.complete(request).after(tries);
            } catch (LlmException failure) {
                Instant endedAt = clock.instant();
                Optional<Duration> wait = waitBeforeNext(failure, tries.size());
                if (wait.isEmpty()) {
                    throw failure.waitingAtMost(settings.retryAfterMax()).after(tries);
                }
                retried.accept(failure.reason());
                sleeper.sleep(wait.get());
                Duration pause = Duration.between(endedAt, clock.instant());
                tries.add(new FailedTry(failure, startedAt, Duration.between(startedAt, endedAt), pause));
            }
        }
    }

    /** Empty if there is no next try. */
    private Optional<Duration> waitBeforeNext(LlmException failure, int retries) {
        boolean passes = failure.reason() == Reason.UNAVAILABLE || failure.reason() == Reason.THROTTLED;
        if (!passes || retries >= settings.retries()) {
            return Optional.empty();
        }
        Duration most = settings.backoff().multipliedBy(1L << Math.min(retries, 20));
        Duration longest = most.compareTo(settings.maxWait()) < 0 ? most : settings.maxWait();
        Duration jitter = Duration.ofMillis((long) (longest.toMillis() * random.nextDouble()));
        Optional<Duration> asked = failure.retryAfter();
        if (asked.isEmpty()) {
            return Optional.of(jitter);
        }
        // What was asked is a minimum for everybody who was turned away: the jitter goes on top.
        return asked.filter(wait -> wait.compareTo(settings.maxWait()) <= 0).map(wait -> wait.plus(jitter));
    }
}
