package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import dev.sluice.processor.cache.RedisServer;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.avro.Redrive;
import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.cluster.SharedCluster;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What was answered once costs nothing again, on a real broker, a real registry and a real Redis. */
@ExtendWith(SharedCluster.class)
final class CacheIT {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int DOCUMENTS = 20;

    @TempDir
    private Path folder;

    private RedisServer redis;
    private Stack stack;
    private SimulatedLlm model;

    @BeforeEach
    void start(Cluster cluster) {
        redis = RedisServer.start();
        stack = Stack.start(cluster, folder, 2);
        model = SimulatedLlm.start(SimulatedLlmSettings.defaults());
    }

    @AfterEach
    void stop() {
        // There is none where the test was aborted for want of it.
        if (stack != null) {
            model.close();
            stack.close();
            redis.close();
        }
    }

    @Test
    void theSameDocumentsCostNothingAgainNorAfterARestart() throws Exception {
        Map<String, String> config = config();
        try (Outcomes outcomes = stack.outcomes()) {
            long paid;
            try (ProcessorApp app = Stack.processor(config)) {
                produce("first");
                outcomes.awaitCount(DOCUMENTS, SOON);
                paid = model.calls().total();
                assertThat(outcomes.enriched()).allMatch(document -> document.getCostMicros() > 0);

                produce("second");
                outcomes.awaitCount(2 * DOCUMENTS, SOON);
                assertThat(app.isReady()).isTrue();
            }
            // In memory there is nothing any more; in Redis there is.
            try (ProcessorApp app = Stack.processor(config)) {
                produce("third");
                outcomes.awaitCount(3 * DOCUMENTS, SOON);
                assertThat(app.isReady()).isTrue();
            }

            assertThat(paid).isEqualTo(3L * DOCUMENTS);
            assertThat(model.calls().total())
                    .as("calls of the first round alone")
                    .isEqualTo(paid);
            assertThat(outcomes.usage()).hasSize(3 * DOCUMENTS);
            List<EnrichedDocument> again = outcomes.enriched().stream()
                    .filter(document -> !document.getDocumentId().startsWith("first"))
                    .toList();
            assertThat(again).hasSize(2 * DOCUMENTS).allSatisfy(document -> {
                assertThat(document.getCostMicros()).isZero();
                assertThat(document.getCosts()).isEmpty();
                assertThat(document.getAttempts()).hasSize(3).allMatch(Attempt::getCached);
            });
        }
    }

    @Test
    void aRedriveOfTheSameContentPaysOnlyForWhatWasNotSure() throws Exception {
        try (ProcessorApp app = Stack.processor(config());
                Outcomes outcomes = stack.outcomes();
                Serializer<Redrive> serializer = stack.serdes().serializer()) {
            stack.produce("held", mail(DOCUMENTS, "[[sim:low-confidence step=classify]]"));
            outcomes.awaitCount(1, SOON);
            DeadLetter held = outcomes.deadLetters().getFirst();
            assertThat(held.getReason()).isEqualTo(DeadLetterReason.LOW_CONFIDENCE);
            long paid = model.calls().total();

            stack.produce(
                    Topic.REDRIVE,
                    "held".getBytes(StandardCharsets.UTF_8),
                    serializer.serialize(Topic.REDRIVE.topicName(), redrive(held)));
            outcomes.awaitCount(2, SOON);

            assertThat(app.isReady()).isTrue();
            assertThat(model.calls().total()).isEqualTo(paid + 1);
            EnrichedDocument enriched = outcomes.enriched().getFirst();
            assertThat(enriched.getAttempts().stream().filter(Attempt::getCached))
                    .extracting(Attempt::getStage)
                    .containsExactly(Stage.EXTRACT.id(), Stage.SUMMARIZE.id());
        }
    }

    private Map<String, String> config() throws Exception {
        Map<String, String> config = new HashMap<>(stack.config("only"));
        config.put("llm.base.url", model.baseUrl());
        config.put("llm.model", "gpt-5-mini");
        config.put("cache.redis.url", redis.url());
        // What matters here is what is in it, not how long it may take.
        config.put("cache.redis.timeout.ms", "5000");
        config.put(
                "prices.file",
                Files.writeString(folder.resolve("prices.yaml"), "gpt-5-mini: [{input: 10, output: 20}]")
                        .toString());
        return config;
    }

    private void produce(String round) {
        for (int i = 0; i < DOCUMENTS; i++) {
            stack.produce(round + "-" + i, mail(i, ""));
        }
    }

    private static RawDocument mail(int number, String more) {
        return RawDocument.newBuilder()
                .setContent("Hello, I ordered a lamp on 2026-11-03, order " + (12_300 + number)
                        + ", and it has still not arrived. Where is my parcel? Jane Doe " + more)
                .setMediaType("text/plain")
                .setProfile("support-email")
                .build();
    }

    private static Redrive redrive(DeadLetter letter) {
        return Redrive.newBuilder()
                .setDocumentId(letter.getDocumentId())
                .setDeadLetter(DeadLetter.newBuilder(letter)
                        .setRedriveCount(letter.getRedriveCount() + 1)
                        .build())
                .setStage(Stage.EXTRACT.id())
                .setReread(true)
                .setCommandId("command-1")
                .setRedrivenBy("the test")
                .setRedrivenAt(Instant.parse("2026-11-20T10:00:00Z"))
                .build();
    }
}
