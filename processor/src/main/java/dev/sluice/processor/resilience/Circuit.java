package dev.sluice.processor.resilience;

import dev.sluice.processor.llm.LlmException;
import dev.sluice.processor.llm.LlmException.Reason;
import dev.sluice.processor.resilience.EndpointHealth.Trouble;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves a model alone that fails again and again, whose account is used up or that is configured wrongly; after a time a few
 * calls look whether it is well again. Thread-safe.
 *
 * <p>Only the provider's faults count: a document that it does not take shows that it works, and a limit of the rate
 * shows nothing.
 */
final class Circuit {
    /** The calls that look whether it is well again. */
    static final int PROBES = 3;

    private static final Logger log = LoggerFactory.getLogger(Circuit.class);
    private static final double JITTER = 0.2;
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration SPREAD = Duration.ofSeconds(4);

    private final String engine;
    private final CircuitSettings settings;
    private final Clock clock;
    private final RandomGenerator random;
    private final Runnable opened;
    private final CircuitBreaker breaker;
    private final AtomicInteger probing = new AtomicInteger();
    private volatile Optional<Trouble> trouble = Optional.empty();
    private volatile Instant until = Instant.MIN;
    private volatile Instant lastSuccess = Instant.MIN;

    /** @param opened is told when the model is left alone from now on */
    Circuit(String engine, CircuitSettings settings, Clock clock, RandomGenerator random, Runnable opened) {
        this.engine = engine;
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        this.opened = opened;
        this.breaker = CircuitBreaker.of(
                engine,
                CircuitBreakerConfig.custom()
                        .clock(clock)
                        .slidingWindow(
                                (int) settings.window().toSeconds(), settings.minCalls(), SlidingWindowType.TIME_BASED)
                        .failureRateThreshold(settings.failurePercent())
                        // Judged by the time-outs of a call: an answer that is slow is an answer.
                        .slowCallDurationThreshold(Duration.ofDays(1))
                        .permittedNumberOfCallsInHalfOpenState(PROBES)
                        .waitIntervalFunctionInOpenState(
                                attempt -> until(varied(settings.open())).toMillis())
                        .writableStackTraceEnabled(false)
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == State.CLOSED) {
                trouble = Optional.empty();
                log.info("Engine {} is well again", engine);
            }
        });
    }

    /** @throws LlmException where it is of no use to line up for a call */
    void look() throws LlmException {
        State state = breaker.getState();
        boolean resting = state == State.OPEN && until.isAfter(clock.instant());
        boolean probed = state == State.HALF_OPEN && probing.get() >= PROBES;
        if (resting || probed) {
            throw turnedAway();
        }
    }

    /**
     * Lets a call out that was not turned away while it waited for its turn.
     *
     * @return whether it is one that looks whether the model is well again; {@link #ended} has to be told
     */
    boolean enter() throws LlmException {
        if (!breaker.tryAcquirePermission()) {
            throw turnedAway();
        }
        boolean probe = breaker.getState() == State.HALF_OPEN;
        if (probe) {
            probing.incrementAndGet();
        }
        return probe;
    }

    void succeeded(Instant startedAt, Duration took) {
        lastSuccess = clock.instant();
        if (!isLate(startedAt)) {
            breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    void failed(LlmException failure, Instant startedAt, Duration took) {
        if (isLate(startedAt)) {
            return;
        }
        switch (failure.reason()) {
            case TOO_LONG, REQUEST_REFUSED -> succeeded(startedAt, took);
            case UNAVAILABLE -> down(failure, took);
            case QUOTA_EXHAUSTED -> stop(OpenReason.QUOTA, failure);
            case MISCONFIGURED -> {
                if (!lastSuccess.isAfter(startedAt)) {
                    stop(OpenReason.MISCONFIGURED, failure);
                } else {
                    // Others are taken meanwhile: it is one profile's mistake, not the endpoint's.
                    breaker.releasePermission();
                }
            }
            case THROTTLED, SWITCHED_OFF, CIRCUIT_OPEN, RATE_LIMITED, OVER_BUDGET, OVER_DOCUMENT_BUDGET ->
                breaker.releasePermission();
        }
    }

    /** A call that was let out has no outcome. */
    void abandoned(Instant startedAt) {
        if (!isLate(startedAt)) {
            breaker.releasePermission();
        }
    }

    void ended(boolean probe) {
        if (probe) {
            probing.decrementAndGet();
        }
    }

    EndpointHealth health() {
        return new EndpointHealth(engine, trouble);
    }

    /** Of a call from before the model was left alone nothing follows for now: it may have hung for minutes. */
    private boolean isLate(Instant startedAt) {
        return startedAt.isBefore(until);
    }

    private synchronized void down(LlmException failure, Duration took) {
        boolean wasOpen = breaker.getState() == State.OPEN;
        breaker.onError(took.toNanos(), TimeUnit.NANOSECONDS, failure);
        if (!wasOpen && breaker.getState() == State.OPEN) {
            opened(OpenReason.OUTAGE, failure);
        }
    }

    private synchronized void stop(OpenReason reason, LlmException failure) {
        if (breaker.getState() == State.OPEN) {
            return;
        }
        Duration asked = failure.retryAfter().orElse(Duration.ZERO);
        Duration wait = varied(asked.compareTo(settings.stop()) > 0 ? asked : settings.stop());
        until(wait);
        breaker.transitionToOpenStateFor(wait);
        opened(reason, failure);
    }

    private void opened(OpenReason reason, LlmException failure) {
        Instant since = trouble.map(Trouble::since).orElseGet(clock::instant);
        trouble = Optional.of(new Trouble(reason, since, String.valueOf(failure.getMessage())));
        log.warn("Engine {} is not called until {} ({}): {}", engine, until, reason.id(), failure.getMessage());
        opened.run();
    }

    private Duration until(Duration wait) {
        until = clock.instant().plus(wait);
        return wait;
    }

    /** So that the instances of a group do not come back at the same moment. */
    private Duration varied(Duration wait) {
        return wait.plusMillis((long) (wait.toMillis() * JITTER * random.nextDouble()));
    }

    /** With a wait that differs from document to document, so that they do not come back all at once. */
    private LlmException turnedAway() {
        Duration left = Duration.between(clock.instant(), until);
        Duration atLeast = left.compareTo(SOON) > 0 ? left : SOON;
        String why = trouble.map(known -> " (" + known.reason().id() + "), last: " + known.lastFailure())
                .orElse("");
        return new LlmException(
                Reason.CIRCUIT_OPEN,
                "engine " + engine + " is left alone for a time" + why,
                atLeast.plusMillis((long) (SPREAD.toMillis() * random.nextDouble())),
                null);
    }
}
