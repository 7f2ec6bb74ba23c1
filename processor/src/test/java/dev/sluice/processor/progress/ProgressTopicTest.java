package dev.sluice.processor.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.processor.observe.Metrics;
import dev.sluice.schemas.avro.Progress;
import dev.sluice.schemas.avro.ProgressState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

class ProgressTopicTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    @Test
    void nobodyWaitsForARegistryThatHangsAndWhatIsTooMuchIsDropped() {
        CountDownLatch hanging = new CountDownLatch(1);
        try (ProgressTopic topic = topic((name, report) -> {
            try {
                hanging.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new byte[0];
        })) {
            for (int i = 0; i < 3_000; i++) {
                topic.accept(report());
            }
            assertThat(dropped()).isBetween(1_999.0, 2_000.0);
            hanging.countDown();
        }
    }

    @Test
    void aReportThatCannotBeWrittenIsDroppedAndTheNextOneIsNot() {
        CountDownLatch failed = new CountDownLatch(1);
        try (ProgressTopic topic = topic((name, report) -> {
            if (failed.getCount() == 1) {
                failed.countDown();
                throw new SerializationException("the registry is down");
            }
            return new byte[] {1};
        })) {
            topic.accept(report());
            topic.accept(report());
            await().until(() -> producer.history().size() == 1);
            assertThat(dropped()).isEqualTo(1);
        }
    }

    @Test
    void reportsAreKeyedByTheirDocument() {
        try (ProgressTopic topic = topic((name, report) -> new byte[] {1})) {
            topic.accept(report());
            await().until(() -> producer.history().size() == 1);
            assertThat(producer.history().getFirst().topic()).isEqualTo("documents.progress");
            assertThat(producer.history().getFirst().key())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("doc-1");
        }
        assertThat(producer.closed()).isTrue();
    }

    private ProgressTopic topic(Serializer<Progress> serializer) {
        return new ProgressTopic(serializer, producer, registry);
    }

    private double dropped() {
        return registry.get(Metrics.PROGRESS_DROPPED).counter().count();
    }

    private static Progress report() {
        return Progress.newBuilder()
                .setDocumentId("doc-1")
                .setStage("extract")
                .setState(ProgressState.STARTED)
                .setAt(Instant.EPOCH)
                .build();
    }
}
