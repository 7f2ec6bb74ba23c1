package dev.sluice.processor;

import dev.sluice.processor.gate.EnrichedDocuments;
import dev.sluice.processor.gate.Gates;
import dev.sluice.processor.gate.Verdict;
import dev.sluice.processor.gate.Verdict.Accepted;
import dev.sluice.processor.gate.Verdict.Held;
import dev.sluice.processor.observe.DocumentMetrics;
import dev.sluice.processor.observe.ValidationMetrics;
import dev.sluice.processor.step.Rejection;
import dev.sluice.processor.step.StageRejection;
import dev.sluice.runtime.trace.Tracing;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.avro.Enrichment;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what the gate accepts. Records are serialised here rather than in the sink, because a record that turns out
 * too large there would abort the transaction again and again.
 */
final class GateNode extends ContextualProcessor<byte[], Enrichment, byte[], Object> {
    private final Gates gates;
    private final EnrichedDocuments documents;
    private final Serializer<EnrichedDocument> serializer;
    private final DocumentMetrics metrics;
    private final ValidationMetrics validations;
    private final Tracing tracing;
    private @Nullable GateStatistics statistics;

    GateNode(
            Gates gates,
            EnrichedDocuments documents,
            Serializer<EnrichedDocument> serializer,
            DocumentMetrics metrics,
            ValidationMetrics validations,
            Tracing tracing) {
        this.gates = gates;
        this.documents = documents;
        this.serializer = serializer;
        this.metrics = metrics;
        this.validations = validations;
        this.tracing = tracing;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        super.init(context);
        statistics = new GateStatistics(context.getStateStore(GateStatistics.STORE));
    }

    @Override
    public void process(Record<byte[], Enrichment> record) {
        Enrichment document = record.value();
        switch (judge(document)) {
            case Accepted accepted -> publish(record, accepted);
            case Held held -> {
                validations.found(held.rejection().problems());
                reject(record, held.rejection());
            }
        }
    }

    private Verdict judge(Enrichment document) {
        String profile = document.getProfile().orElseThrow();
        // Without one the document began under a configuration that had the profile; this instance runs under another.
        return gates.find(profile)
                .map(gate -> gate.judge(document, field -> statistics().of(profile, field)))
                .orElseGet(() -> new Held(new Rejection(
                        DeadLetterReason.INTERNAL_ERROR,
                        "The profile " + profile
                                + " does not exist any more. Add it again and redrive the document.")));
    }

    private void publish(Record<byte[], Enrichment> record, Accepted accepted) {
        EnrichedDocument enriched = documents.write(accepted);
        byte[] bytes = serializer.serialize(Topic.ENRICHED.topicName(), enriched);
        if (bytes.length > Topic.MAX_VALUE_BYTES) {
            reject(
                    record,
                    new Rejection(
                            DeadLetterReason.TOO_LARGE,
                            "The enriched document has " + bytes.length + " bytes, above the " + Topic.MAX_VALUE_BYTES
                                    + " that " + Topic.ENRICHED.topicName()
                                    + " takes. Lower ingest.max.characters, or split the document."));
            return;
        }
        Headers headers = new RecordHeaders(record.headers());
        tracing.published(headers, Topic.ENRICHED.topicName(), enriched.getDocumentId());
        context().forward(record.withValue(bytes).withHeaders(headers), EnrichmentTopology.ENRICHED);
        statistics().learn(enriched.getProfile(), accepted.numbers());
        metrics.enriched(enriched);
        if (accepted.audited()) {
            reject(
                    record,
                    new Rejection(
                            DeadLetterReason.AUDIT_SAMPLE,
                            "The document was accepted and published. It is one of the sample that people look at"
                                    + " all the same (gate.audit)."));
        }
    }

    private GateStatistics statistics() {
        return Objects.requireNonNull(statistics, "not initialised");
    }

    private void reject(Record<byte[], Enrichment> record, Rejection rejection) {
        context()
                .forward(
                        record.withValue(new StageRejection<>(Stage.GATE, record.value(), rejection)),
                        EnrichmentTopology.REJECTED);
    }
}
