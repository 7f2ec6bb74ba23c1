package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.avro.Redrive;
import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.cluster.SharedCluster;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Documents that people send back, on a real broker and a real registry. */
@ExtendWith(SharedCluster.class)
final class RedriveIT {
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    private static Path folder;

    private static Stack stack;
    private static SimulatedLlm model;
    private static ProcessorApp app;
    private static Serializer<Redrive> serializer;

    @BeforeAll
    static void start(Cluster cluster) throws Exception {
        stack = Stack.start(cluster, folder, 2);
        model = SimulatedLlm.start(SimulatedLlmSettings.defaults());
        Map<String, String> config = new HashMap<>(stack.config("only"));
        config.put("llm.base.url", model.baseUrl());
        app = Stack.processor(config);
        serializer = stack.serdes().serializer();
    }

    @AfterAll
    static void stop() {
        serializer.close();
        app.close();
        model.close();
        stack.close();
    }

    @Test
    void deadLettersARedriveThatCannotBeRead() {
        stack.produce(Topic.REDRIVE, bytes("garbled"), bytes("not Avro at all"));

        DeadLetter letter = deadLetters("garbled", 1).getLast();

        assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNREADABLE);
        assertThat(letter.getSource().getTopic()).isEqualTo(Topic.REDRIVE.topicName());
    }

    @Test
    void refusesAnEngineThatIsNotConfigured() {
        DeadLetter held = held("engine", mail(12345) + " [[sim:low-confidence step=classify]]");

        redrive(redrive(held, Stage.CLASSIFY).setEngine("oracle"));

        DeadLetter again = deadLetters("engine", 2).getLast();
        assertThat(again.getReason()).isEqualTo(DeadLetterReason.INTERNAL_ERROR);
        assertThat(again.getDetail()).contains("oracle", "[model, offline]");
        assertThat(again.getRedriveCount()).isEqualTo(1);
    }

    @Test
    void goesOnAtTheStageThatIsAskedForAndKeepsWhatIsFinished() {
        DeadLetter held = held("late", mail(12346) + " [[sim:low-confidence step=classify]]");
        assertThat(held.getReason()).isEqualTo(DeadLetterReason.LOW_CONFIDENCE);

        redrive(redrive(held, Stage.CLASSIFY));

        EnrichedDocument document = enriched("late");
        assertThat(document.getSource()).isEqualTo(held.getSource());
        assertThat(document.getExtraction()).isEqualTo(held.getExtraction().orElseThrow());
        assertThat(document.getClassification().getConfidence()).isGreaterThan(0.8);
        assertThat(document.getAttempts())
                .as("what was tried before, and the one call since")
                .extracting(attempt -> attempt.getStage())
                .containsExactly("extract", "summarize", "classify", "classify");
    }

    @Test
    void asksTheEngineThatTheRedriveNames() {
        DeadLetter held = held("by-rules", mail(12347) + " [[sim:low-confidence step=classify times=always]]");

        redrive(redrive(held, Stage.CLASSIFY).setEngine("offline"));

        assertThat(enriched("by-rules").getClassification().getOrigin().getEngine())
                .isEqualTo("offline");
    }

    @Test
    void readsTheOriginalAgainWithAnotherProfile() {
        RecordMetadata source = stack.produce(
                "misnamed",
                RawDocument.newBuilder()
                        .setContent(mail(12348))
                        .setMediaType("text/plain")
                        .setProfile("no-such-profile")
                        .build());
        DeadLetter held = deadLetters("misnamed", 1).getLast();

        redrive(redrive(held, Stage.EXTRACT).setReread(true).setProfile("support-email"));

        EnrichedDocument document = enriched("misnamed");
        assertThat(document.getProfile()).isEqualTo("support-email");
        assertThat(document.getText()).isEqualTo(mail(12348));
        assertThat(document.getSource().getOffset()).isEqualTo(source.offset());
    }

    /** The simulated model tells documents apart by their texts. */
    private static String mail(int order) {
        return "Hello, I ordered a lamp on 2026-11-03, order " + order
                + ", and it has still not arrived. Where is my parcel? Jane Doe";
    }

    /** The dead letter of a new document. */
    private static DeadLetter held(String id, String text) {
        stack.produce(
                id,
                RawDocument.newBuilder()
                        .setContent(text)
                        .setMediaType("text/plain")
                        .setProfile("support-email")
                        .build());
        return deadLetters(id, 1).getLast();
    }

    private static Redrive.Builder redrive(DeadLetter letter, Stage stage) {
        return Redrive.newBuilder()
                .setDocumentId(letter.getDocumentId())
                .setDeadLetter(DeadLetter.newBuilder(letter)
                        .setRedriveCount(letter.getRedriveCount() + 1)
                        .build())
                .setStage(stage.id())
                .setReread(false)
                .setCommandId("command-1")
                .setRedrivenBy("the test")
                .setRedrivenAt(Instant.parse("2026-11-20T10:00:00Z"));
    }

    private static void redrive(Redrive.Builder redrive) {
        stack.produce(
                Topic.REDRIVE,
                bytes(redrive.getDocumentId()),
                serializer.serialize(Topic.REDRIVE.topicName(), redrive.build()));
    }

    private static List<DeadLetter> deadLetters(String id, int count) {
        try (Outcomes outcomes = stack.outcomes()) {
            await().atMost(SOON).until(() -> {
                outcomes.poll(Duration.ofMillis(100));
                return outcomes.deadLetters().stream()
                                .filter(letter -> letter.getDocumentId().equals(id))
                                .count()
                        >= count;
            });
            return outcomes.deadLetters().stream()
                    .filter(letter -> letter.getDocumentId().equals(id))
                    .toList();
        }
    }

    private static EnrichedDocument enriched(String id) {
        try (Outcomes outcomes = stack.outcomes()) {
            await().atMost(SOON).until(() -> {
                outcomes.poll(Duration.ofMillis(100));
                return outcomes.enriched().stream()
                        .anyMatch(document -> document.getDocumentId().equals(id));
            });
            return outcomes.enriched().stream()
                    .filter(document -> document.getDocumentId().equals(id))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
