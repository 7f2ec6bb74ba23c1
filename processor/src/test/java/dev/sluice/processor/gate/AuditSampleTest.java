package dev.sluice.processor.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.SourceCoordinates;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class AuditSampleTest {

    @Test
    void leavesOutWhatWasRedriven() {
        assertThat(AuditSample.includes(document(7, 1), 1)).isFalse();
    }

    @Test
    void takesNoneOrAllAtTheEnds() {
        assertThat(LongStream.range(0, 1_000)).noneMatch(offset -> AuditSample.includes(document(offset, 0), 0));
        assertThat(LongStream.range(0, 1_000)).allMatch(offset -> AuditSample.includes(document(offset, 0), 1));
    }

    @Test
    void takesAboutTheShareThatIsAskedForAndTheSameEachTime() {
        List<Long> first = sample(0.05);

        assertThat(first).hasSizeBetween(400, 600).isEqualTo(sample(0.05));
    }

    private static List<Long> sample(double share) {
        return LongStream.range(0, 10_000)
                .filter(offset -> AuditSample.includes(document(offset, 0), share))
                .boxed()
                .toList();
    }

    private static Enrichment document(long offset, int redrives) {
        return Enrichment.newBuilder()
                .setDocumentId("a")
                .setSource(SourceCoordinates.newBuilder()
                        .setTopic("documents.raw")
                        .setPartition(3)
                        .setOffset(offset)
                        .setTimestamp(Instant.EPOCH)
                        .build())
                .setRedriveCount(redrives)
                .build();
    }
}
