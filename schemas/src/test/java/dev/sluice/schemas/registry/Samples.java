package dev.sluice.schemas.registry;

import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.DocumentProperties;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.avro.RecordHeader;
import dev.sluice.schemas.avro.Severity;
import dev.sluice.schemas.avro.SourceCoordinates;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records of the contracts with as much in them as they can hold. */
final class Samples {
    private Samples() {}

    static RawDocument rawDocument() {
        return RawDocument.newBuilder()
                .setContent("Where is my order 12345? Größe: 42 €, 🚚")
                .setMediaType("text/plain")
                .setTenant("acme")
                .setMetadata(Map.of("channel", "web"))
                .build();
    }

    static RawDocument binaryDocument() {
        return RawDocument.newBuilder()
                .setContent(ByteBuffer.wrap(new byte[] {0, 1, (byte) 0xFF}))
                .build();
    }

    static DeadLetter deadLetter() {
        return DeadLetter.newBuilder()
                .setDocumentId("document-1")
                .setSource(SourceCoordinates.newBuilder()
                        .setTopic("documents.raw")
                        .setPartition(3)
                        .setOffset(1_099_511_627_776L)
                        .setTimestamp(Instant.ofEpochMilli(1_700_000_000_123L))
                        .setHeaders(List.of(RecordHeader.newBuilder()
                                .setKey("trace")
                                .setValue(ByteBuffer.wrap(new byte[] {7}))
                                .build()))
                        .build())
                .setOriginalValue(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                .setStage("extract")
                .setReason(DeadLetterReason.UNREADABLE)
                .setDetail("It cannot be read.")
                .setProblems(List.of(Problem.newBuilder()
                        .setValidator("schema")
                        .setMessage("wrong")
                        .setSeverity(Severity.ERROR)
                        .build()))
                .setProperties(
                        DocumentProperties.newBuilder().setTitle("A title").build())
                .setConfidence(0.25)
                .setDeadLetteredAt(Instant.ofEpochMilli(1_700_000_001_456L))
                .build();
    }
}
