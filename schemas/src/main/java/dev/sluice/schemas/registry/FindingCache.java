package dev.sluice.schemas.registry;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.sluice.schemas.registry.Finding.Found;
import dev.sluice.schemas.registry.Finding.Missing;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Remembers what the registry holds: what was found for good, since ids and versions never change; what is missing for a
 * while; a failure not at all. Concurrent callers that miss the same key wait for one question. The question runs on a
 * thread of its own, so that a caller who is interrupted leaves at once and the others still get the answer. Thread-safe.
 */
final class FindingCache<K, V> {
    /** Asks the registry. */
    interface Source<K, V> {
        Finding<V> find(K key) throws InterruptedException;
    }

    /** What came of a question. Failures are values, because the cache would log them as exceptions with their traces. */
    private sealed interface Outcome<V> {
        record Settled<V>(Finding<V> finding) implements Outcome<V> {}

        record Failed<V>(SerializationException failure) implements Outcome<V> {}
    }

    private static final int MOST_ENTRIES = 10_000;
    private static final Duration FOR_GOOD = Duration.ofNanos(Long.MAX_VALUE);

    private final AsyncCache<K, Outcome<V>> outcomes;
    private final Source<K, V> source;
    private final Executor threads;
    private final Duration missingFor;

    FindingCache(Source<K, V> source, Duration missingFor, Executor threads, Ticker ticker) {
        this.source = source;
        this.threads = threads;
        this.missingFor = missingFor;
        this.outcomes = Caffeine.newBuilder()
                .maximumSize(MOST_ENTRIES)
                .expireAfter(Expiry.<K, Outcome<V>>creating((key, outcome) -> lifetime(outcome)))
                .ticker(ticker)
                .executor(Runnable::run)
                .buildAsync();
    }

    Finding<V> get(K key) {
        CompletableFuture<Outcome<V>> asked =
                outcomes.get(key, (missed, ignored) -> CompletableFuture.supplyAsync(() -> ask(missed), threads));
        try {
            return switch (asked.get()) {
                case Outcome.Settled<V>(Finding<V> finding) -> finding;
                case Outcome.Failed<V>(SerializationException failure) -> {
                    outcomes.asMap().remove(key, asked); // its lifetime is set only after the callers were woken
                    throw failure;
                }
            };
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A fault of this program: " + e.getCause(), e);
        }
    }

    private Outcome<V> ask(K key) {
        try {
            return new Outcome.Settled<>(source.find(key));
        } catch (SerializationException e) {
            return new Outcome.Failed<>(e);
        } catch (InterruptedException e) {
            return new Outcome.Failed<>(
                    new RegistryUnavailableException("The serde was closed while the schema registry was asked.", e));
        }
    }

    private Duration lifetime(Outcome<V> outcome) {
        return switch (outcome) {
            case Outcome.Settled<V>(Found<V> found) -> FOR_GOOD;
            case Outcome.Settled<V>(Missing<V> missing) -> missingFor;
            case Outcome.Failed<V> failed -> Duration.ZERO;
        };
    }
}
