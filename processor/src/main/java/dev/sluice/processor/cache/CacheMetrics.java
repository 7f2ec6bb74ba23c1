package dev.sluice.processor.cache;

import dev.sluice.processor.observe.Metrics;
import dev.sluice.schemas.Stage;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what the cache is good for. Thread-safe. */
final class CacheMetrics {
    private static final double MICROS = 1_000_000;

    private final MeterRegistry registry;

    CacheMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void hit(Stage stage, String level, CachedAnswer answer) {
        registry.counter(Metrics.CACHE_HITS, "stage", stage.id(), "level", level)
                .increment();
        registry.counter(Metrics.CACHE_SAVED, "stage", stage.id()).increment(answer.costMicros() / MICROS);
    }

    void miss(Stage stage, String level) {
        registry.counter(Metrics.CACHE_MISSES, "stage", stage.id(), "level", level)
                .increment();
    }

    void error(String level) {
        registry.counter(Metrics.CACHE_ERRORS, "level", level).increment();
    }

    void watch(MemoryStore store) {
        Gauge.builder(Metrics.CACHE_BYTES, store, MemoryStore::bytes).register(registry);
    }
}
