package dev.sluice.schemas.registry;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.sluice.schemas.registry.Finding.Found;
import dev.sluice.schemas.registry.Finding.Missing;
import java.time.Duration;
import java.util.concurrent.CancellationException;
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

    private static final int MOST_ENTRIES = 10_000;
    private static final Duration FOR_GOOD = Duration.ofNanos(Long.MAX_VALUE);

    private final AsyncCache<K, Finding<V>> findings;
    private final Source<K, V> source;
    private final Executor threads;

    FindingCache(Source<K, V> source, Duration missingFor, Executor threads, Ticker ticker) {
        this.source = source;
        this.threads = threads;
        this.findings = Caffeine.newBuilder()
                .maximumSize(MOST_ENTRIES)
                .expireAfter(Expiry.<K, Finding<V>>creating((key, finding) -> switch (finding) {
                    case Found<V> found -> FOR_GOOD;
                    case Missing<V> missing -> missingFor;
                }))
                .ticker(ticker)
                .executor(Runnable::run)
                .buildAsync();
    }

    Finding<V> get(K key) {
        CompletableFuture<Finding<V>> finding =
                findings.get(key, (missed, ignored) -> CompletableFuture.supplyAsync(() -> ask(missed), threads));
        try {
            return finding.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException | CancellationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof SerializationException failure) {
                throw failure;
            }
            throw new RegistryUnavailableException("The question to the schema registry failed: " + cause, cause);
        }
    }

    private Finding<V> ask(K key) {
        try {
            return source.find(key);
        } catch (InterruptedException e) {
            throw new RegistryUnavailableException("The serde was closed while the schema registry was asked.", e);
        }
    }
}
