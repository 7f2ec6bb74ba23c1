package dev.sluice.processor.cache;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives commands to a Redis server that may be slow, down or wrong. When half of the last ten
 * commands had no reply, or of the first three, none is given for a while, so that a server that is down costs no document any
 * time; then one tries whether it is back.
 * Thread-safe.
 */
final class RedisLink implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RedisLink.class);
    private static final int MOST_REFUSALS = 10;
    /** What Lettuce 7.7 finds when a server has closed a new connection before it looked at it: why, it has lost then. */
    private static final String CLOSED_AT_ONCE = "RedisHandshakeHandler not registered";

    private static final String WITHOUT_REASON = "it closes connections at once";

    private final RedisSettings settings;
    private final RedisConnection connection;
    private final CacheMetrics metrics;
    private final CircuitBreaker breaker;
    private final Set<String> refusals = ConcurrentHashMap.newKeySet();
    private volatile String lastFailure = "";

    /** @param rest how long the server is left alone once it is out of order */
    RedisLink(RedisSettings settings, Duration rest, CacheMetrics metrics) {
        this.settings = settings;
        this.connection = new RedisConnection(settings);
        this.metrics = metrics;
        this.breaker = CircuitBreaker.of(
                "redis",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(10)
                        .minimumNumberOfCalls(3)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(rest)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .build());
        // Long before the first document: to connect can take longer than a document is to wait.
        CompletableFuture<?> unused = connection.open();
        breaker.getEventPublisher().onStateTransition(event -> changed(event.getStateTransition()));
    }

    /** What Redis replies; empty if it does not in time, or with an error. */
    <T> Optional<T> call(Function<RedisAsyncCommands<String, byte[]>, CompletionStage<T>> command) {
        if (!breaker.tryAcquirePermission()) {
            return Optional.empty();
        }
        long start = breaker.getCurrentTimestamp();
        CompletableFuture<T> reply = connection
                .open()
                .thenCompose(open -> command.apply(open.async()))
                .toCompletableFuture();
        try {
            T value = reply.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
            breaker.onSuccess(taken(start), breaker.getTimestampUnit());
            return Optional.of(value);
        } catch (InterruptedException e) {
            // The caller waits for something soon, and learns of it there.
            Thread.currentThread().interrupt();
            breaker.releasePermission();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RedisCommandExecutionException refusal) {
                refused(start, refusal);
            } else {
                failed(start, e);
            }
        } catch (TimeoutException e) {
            failed(start, e);
        }
        reply.cancel(false);
        return Optional.empty();
    }

    @Override
    public void close() {
        connection.close();
    }

    /** It is there, and may well carry out other commands. */
    private void refused(long start, RedisCommandExecutionException refusal) {
        metrics.error("redis");
        String words = words(refusal);
        if (refusals.size() < MOST_REFUSALS && refusals.add(words)) {
            log.warn("Redis at {} refuses a command ({}); this is not said again", settings.place(), words);
        }
        breaker.onSuccess(taken(start), breaker.getTimestampUnit());
    }

    private void failed(long start, Throwable cause) {
        metrics.error("redis");
        String words = words(cause);
        // A server that refuses the login closes the connection as well: what another attempt was told says more.
        if (lastFailure.isEmpty() || !words.equals(WITHOUT_REASON)) {
            lastFailure = words;
        }
        breaker.onError(taken(start), breaker.getTimestampUnit(), cause);
    }

    private long taken(long start) {
        return breaker.getCurrentTimestamp() - start;
    }

    private void changed(StateTransition transition) {
        if (transition.getToState() == State.OPEN) {
            // A connection that does not answer may never do again.
            connection.reset();
        }
        if (transition == StateTransition.CLOSED_TO_OPEN) {
            log.warn("Redis at {} is out of order ({}): going on without its answers", settings.place(), lastFailure);
        } else if (transition == StateTransition.HALF_OPEN_TO_CLOSED) {
            lastFailure = "";
            log.info("Redis at {} is back", settings.place());
        }
    }

    /** A server's error can repeat what it was sent, a password too: its first word tells enough. */
    private String words(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && !(root instanceof RedisCommandExecutionException)) {
            root = root.getCause();
        }
        return switch (root) {
            case RedisCommandExecutionException error ->
                "it says " + String.valueOf(error.getMessage()).split(" ", 2)[0];
            case TimeoutException timeout ->
                "no answer in " + settings.timeout().toMillis() + " ms";
            case IllegalStateException early when CLOSED_AT_ONCE.equals(early.getMessage()) -> WITHOUT_REASON;
            default -> root.getClass().getSimpleName();
        };
    }
}
