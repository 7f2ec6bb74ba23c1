package dev.sluice.quickstart.tail;

import dev.sluice.quickstart.tail.Outcome.DeadLettered;
import dev.sluice.quickstart.tail.Outcome.Enriched;
import dev.sluice.quickstart.tail.Outcome.Place;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.DocumentProperties;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.GateReport;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.SourceCoordinates;
import dev.sluice.schemas.avro.Summary;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Outcomes to show. */
public final class Outcomes {
    private static final Instant WHEN = Instant.parse("2026-05-12T10:00:00Z");

    private Outcomes() {}

    /** A support mail that passed the gate. */
    public static Enriched enriched(String id, String label, String summary, String fields) {
        Origin origin = Origin.newBuilder().setEngine("offline").build();
        EnrichedDocument document = EnrichedDocument.newBuilder()
                .setDocumentId(id)
                .setSource(source())
                .setProperties(DocumentProperties.newBuilder()
                        .setLanguage("en")
                        .setMetadata(Map.of("queue", "vip"))
                        .build())
                .setText("The text.")
                .setProfile("support-email")
                .setExtraction(Extraction.newBuilder()
                        .setEntities(List.of())
                        .setFields(fields)
                        .setConfidence(0.95)
                        .setOrigin(origin)
                        .build())
                .setSummary(Summary.newBuilder()
                        .setText(summary)
                        .setConfidence(0.9)
                        .setOrigin(origin)
                        .build())
                .setClassification(Classification.newBuilder()
                        .setLabel(label)
                        .setConfidence(0.93)
                        .setRationale("It says so.")
                        .setOrigin(origin)
                        .build())
                .setConfidence(0.9)
                .setGate(GateReport.newBuilder()
                        .setAcceptThreshold(0.8)
                        .setComponents(Map.of("summary", 0.9))
                        .build())
                .setEnrichedAt(WHEN)
                .build();
        return new Enriched(new Place(Topic.ENRICHED.topicName(), 1, 7, WHEN.toEpochMilli()), document);
    }

    /** A file that could not be read. */
    public static DeadLettered deadLetter(String id, DeadLetterReason reason, String detail) {
        DeadLetter letter = DeadLetter.newBuilder()
                .setDocumentId(id)
                .setSource(source())
                .setOriginalValue(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                .setStage("extract")
                .setReason(reason)
                .setDetail(detail)
                .setDeadLetteredAt(WHEN)
                .build();
        return new DeadLettered(new Place(Topic.DEAD_LETTER.topicName(), 0, 3, WHEN.toEpochMilli()), letter);
    }

    private static SourceCoordinates source() {
        return SourceCoordinates.newBuilder()
                .setTopic(Topic.RAW.topicName())
                .setPartition(2)
                .setOffset(5)
                .setTimestamp(WHEN)
                .build();
    }
}
