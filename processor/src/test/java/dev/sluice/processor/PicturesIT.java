package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.devstack.llm.PaintedText;
import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Progress;
import dev.sluice.schemas.avro.ProgressState;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.cluster.SharedCluster;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a picture, by a model that sees and streams, and what live views are told on the way. */
@ExtendWith(SharedCluster.class)
final class PicturesIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String MAIL = """
            From: Jane Doe <jane.doe@example.com>

            Hello, I ordered a desk lamp on 3 March 2026, order number 48213, for 49.90 EUR, and it has still not
            arrived. Where is my parcel? The tracking page says that it was delivered, but I have nothing.
            Jane Doe
            """;

    @TempDir
    private static Path folder;

    private static Stack stack;
    private static SimulatedLlm llm;
    private static ProcessorApp app;

    @BeforeAll
    static void start(Cluster cluster) throws Exception {
        stack = Stack.start(cluster, folder, 1);
        llm = SimulatedLlm.start(SimulatedLlmSettings.defaults());
        Map<String, String> config = stack.config("only");
        config.put("llm.base.url", llm.baseUrl());
        config.put("llm.stream", "true");
        config.put("vision.engine", "model");
        config.put("progress.enabled", "true");
        app = Stack.processor(config);
    }

    @AfterAll
    static void stop() {
        app.close();
        llm.close();
        stack.close();
    }

    @Test
    void holdsWhatTheModelCouldHardlyRead() {
        produce("blurred", PaintedText.file(MAIL + "[[sim:low-confidence step=transcribe]]", "jpeg"));
        try (Outcomes outcomes = stack.outcomes()) {
            outcomes.awaitDocument("blurred", SOON);
            DeadLetter letter = outcomes.deadLetters().stream()
                    .filter(each -> each.getDocumentId().equals("blurred"))
                    .findFirst()
                    .orElseThrow();
            assertThat(letter.getReason()).isEqualTo(DeadLetterReason.LOW_CONFIDENCE);
            assertThat(letter.getProblems()).extracting(Problem::getPointer).contains("/transcription");
            assertThat(letter.getConfidence().orElseThrow()).isLessThan(0.5);
        }
    }

    @Test
    void enrichesAPictureAndReportsItsProgress() {
        produce("photo", PaintedText.file(MAIL, "png"));
        try (Outcomes outcomes = stack.outcomes()) {
            outcomes.awaitDocument("photo", SOON);
            EnrichedDocument document = outcomes.enriched().stream()
                    .filter(each -> each.getDocumentId().equals("photo"))
                    .findFirst()
                    .orElseThrow();
            assertThat(document.getText()).isEqualTo(MAIL.strip());
            assertThat(document.getProperties().getMediaType()).contains("image/png");
            assertThat(document.getTranscription().orElseThrow().getPages()).isEqualTo(1);
            assertThat(document.getGate().getComponents()).containsKey("transcription");
            assertThat(document.getExtraction().getFields()).contains("48213");
        }
        assertThat(progressOf("photo", 6))
                .extracting(report -> report.getStage() + " " + report.getState())
                .containsSubsequence(
                        "extract STARTED",
                        "extract FINISHED",
                        "summarize STARTED",
                        "summarize FINISHED",
                        "classify STARTED",
                        "classify FINISHED");
    }

    private static void produce(String id, byte[] file) {
        stack.produce(
                id,
                RawDocument.newBuilder()
                        .setContent(ByteBuffer.wrap(file))
                        .setProfile("support-email")
                        .build());
    }

    private static List<Progress> progressOf(String id, int count) {
        List<Progress> reports = new ArrayList<>();
        Deserializer<Progress> deserializer = stack.serdes().deserializer(Progress.class);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", stack.broker.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(Topic.PROGRESS.topicName(), 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().atMost(SOON).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    Progress report = deserializer.deserialize(record.topic(), record.value());
                    if (report.getDocumentId().equals(id)) {
                        reports.add(report);
                    }
                });
                return reports.stream()
                                .filter(report -> report.getState() != ProgressState.WRITING)
                                .count()
                        >= count;
            });
        }
        return reports;
    }
}
