package dev.sluice.processor;

import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.DocumentProperties;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.GateReport;
import dev.sluice.schemas.avro.LlmUsage;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.SourceCoordinates;
import dev.sluice.schemas.avro.Summary;
import dev.sluice.schemas.avro.TokenUsage;
import dev.sluice.schemas.registry.AvroSerdes;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.serialization.Serializer;

/** The serializers of what the processor publishes. They look a contract up once, and then need the registry no more. */
record Outputs(Serializer<EnrichedDocument> enriched, Serializer<DeadLetter> deadLetter, Serializer<LlmUsage> usage) {

    static Outputs of(AvroSerdes serdes) {
        return new Outputs(serdes.serializer(), serdes.serializer(), serdes.serializer());
    }

    /**
     * Looks all contracts up, so that no record waits for it on a stream thread.
     *
     * @throws org.apache.kafka.common.errors.SerializationException if one is not registered, or the registry is down
     */
    void lookUp() {
        SourceCoordinates source = SourceCoordinates.newBuilder()
                .setTopic("")
                .setPartition(0)
                .setOffset(0)
                .setTimestamp(Instant.EPOCH)
                .build();
        Origin origin = new Origin("", null, null);
        enriched.serialize(
                Topic.ENRICHED.topicName(),
                EnrichedDocument.newBuilder()
                        .setDocumentId("")
                        .setSource(source)
                        .setProperties(DocumentProperties.newBuilder().build())
                        .setText("")
                        .setProfile("")
                        .setExtraction(Extraction.newBuilder()
                                .setConfidence(0)
                                .setOrigin(origin)
                                .build())
                        .setSummary(new Summary("", 0.0, origin))
                        .setClassification(Classification.newBuilder()
                                .setLabel("")
                                .setConfidence(0)
                                .setRationale("")
                                .setOrigin(origin)
                                .build())
                        .setConfidence(0)
                        .setGate(GateReport.newBuilder()
                                .setAcceptThreshold(0)
                                .setComponents(Map.of())
                                .build())
                        .setEnrichedAt(Instant.EPOCH)
                        .build());
        deadLetter.serialize(
                Topic.DEAD_LETTER.topicName(),
                DeadLetter.newBuilder()
                        .setDocumentId("")
                        .setSource(source)
                        .setStage("")
                        .setReason(DeadLetterReason.INTERNAL_ERROR)
                        .setDetail("")
                        .setDeadLetteredAt(Instant.EPOCH)
                        .build());
        usage.serialize(
                Topic.USAGE.topicName(),
                LlmUsage.newBuilder()
                        .setDocumentId("")
                        .setStage("")
                        .setEngine("")
                        .setModel("")
                        .setOutcome(AttemptOutcome.FAILED)
                        .setUsage(new TokenUsage(0L, 0L, 0L))
                        .setDurationMs(0)
                        .setCalledAt(Instant.EPOCH)
                        .build());
    }
}
