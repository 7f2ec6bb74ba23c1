package dev.sluice.processor.observe;

import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.EnrichedDocument;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts what becomes of documents. A transaction that is aborted was counted all the same: the counters are for rates,
 * the topics hold the truth. Thread-safe.
 */
public final class DocumentMetrics {
    private static final String NONE = "none";
    private static final double MICROS = 1_000_000;

    private final MeterRegistry registry;

    public DocumentMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    public void enriched(EnrichedDocument document) {
        count("enriched", NONE, document.getProfile());
        registry.summary(Metrics.DOCUMENT_COST, "profile", document.getProfile())
                .record(document.getCostMicros() / MICROS);
    }

    public void deadLettered(DeadLetter letter) {
        count("dead-letter", letter.getReason().name(), letter.getProfile().orElse(NONE));
    }

    private void count(String outcome, String reason, String profile) {
        registry.counter(Metrics.DOCUMENTS, "outcome", outcome, "reason", reason, "profile", profile)
                .increment();
    }
}
