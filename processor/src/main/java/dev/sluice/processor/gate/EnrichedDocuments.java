package dev.sluice.processor.gate;

import dev.sluice.processor.engine.AttemptLog;
import dev.sluice.runtime.cost.DocumentCost;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.StageCost;
import java.time.Clock;
import java.util.List;

/** Writes enriched documents: what an accepted document is published as. Thread-safe. */
public final class EnrichedDocuments {
    private final Clock clock;

    public EnrichedDocuments(Clock clock) {
        this.clock = clock;
    }

    /** The document to publish. */
    public EnrichedDocument write(Verdict.Accepted verdict) {
        Enrichment document = verdict.document();
        List<Attempt> attempts = AttemptLog.whole(document).stream()
                .map(attempt -> Attempt.newBuilder(attempt).setAnswer(null).build())
                .toList();
        List<StageCost> costs = DocumentCost.of(attempts);
        return EnrichedDocument.newBuilder()
                .setDocumentId(document.getDocumentId())
                .setSource(document.getSource())
                .setProperties(document.getProperties().orElseThrow())
                .setText(document.getText().orElseThrow())
                .setTranscription(document.getTranscription().orElse(null))
                .setProfile(document.getProfile().orElseThrow())
                .setExtraction(document.getExtraction().orElseThrow())
                .setSummary(document.getSummary().orElseThrow())
                .setClassification(document.getClassification().orElseThrow())
                .setConfidence(verdict.confidence())
                .setGate(verdict.report())
                .setAttempts(attempts)
                .setCostMicros(DocumentCost.micros(costs))
                .setCosts(costs)
                .setEnrichedAt(clock.instant())
                .build();
    }
}
