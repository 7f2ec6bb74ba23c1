package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.processor.example.CorrectionReader;
import dev.sluice.processor.example.Corrections;
import dev.sluice.processor.example.KnownDocuments;
import dev.sluice.processor.llm.FakeModelServer;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.TopicLayout;
import dev.sluice.schemas.TopicProvisioner;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.Correction;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.cluster.SharedCluster;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What people decided reaches the next similar document, on a real broker and a real registry. */
@ExtendWith(SharedCluster.class)
final class CorrectionsIT {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String TEXT = "The lid of the blue teapot rattles whenever the kettle sings at noon.";
    private static final String SIMILAR = "The lid of the green teapot rattles whenever the kettle sings at night.";

    @TempDir
    private Path folder;

    private Stack stack;
    private Serializer<Correction> serializer;

    @BeforeEach
    void start(Cluster cluster) {
        stack = Stack.start(cluster, folder, 2);
        serializer = stack.serdes().serializer();
    }

    @AfterEach
    void stop() {
        serializer.close();
        stack.close();
    }

    @Test
    void processesWithoutTheTopicAndReadsItOnceItIsThere() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.broker.bootstrapServers()))) {
            admin.deleteTopics(List.of(Topic.CORRECTIONS.topicName())).all().get();
            try (ProcessorApp app = Stack.processor(stack.config("lonely"))) {
                produce("before", TEXT);
                assertThat(labels("before")).hasSize(1).doesNotContain("product_defect");

                new TopicProvisioner(admin, new TopicLayout(Optional.of(2), Optional.empty())).provision();
                correct(KnownDocuments.labelled("before", TEXT, "product_defect"));

                await().atMost(SOON).untilAsserted(() -> {
                    produce("after", SIMILAR);
                    assertThat(labels("after")).contains("product_defect");
                });
            }
        }
    }

    @Test
    void brokenRecordsAndOutagesDoNotEndTheReading() throws Exception {
        Corrections corrections = new Corrections();
        try (CorrectionReader reader = new CorrectionReader(
                Map.of("bootstrap.servers", stack.broker.bootstrapServers()),
                stack.serdes().deserializer(Correction.class),
                corrections,
                Duration.ofMillis(200))) {
            Correction correction = KnownDocuments.labelled("a", TEXT, "product_defect");
            byte[] encoded = serializer.serialize(Topic.CORRECTIONS.topicName(), correction);
            stack.registry.stop();
            reader.start();
            send("a", "no Avro".getBytes(StandardCharsets.UTF_8));
            send("a", null);
            send("a", encoded);
            send("a", new byte[] {0, 0, 0, 0});
            await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> corrections.size() == 0);

            stack.registry.restart();
            await().atMost(SOON).until(() -> corrections.size() == 1);

            stack.broker.kill();
            stack.broker.restart();
            correct(KnownDocuments.labelled("b", TEXT, "product_defect"));
            await().atMost(SOON).until(() -> corrections.size() == 2);

            send("a", null);
            await().atMost(SOON).until(() -> corrections.size() == 1);
        }
    }

    @Test
    void correctedExampleChangesThePromptOfTheNextSimilarDocument() throws Exception {
        // Documents wait for it, and are asked about again and again.
        try (FakeModelServer model = FakeModelServer.answering(503, "{}")) {
            Map<String, String> config = new HashMap<>(stack.config("asking"));
            config.put("llm.base.url", model.baseUrl().toString());
            config.put("llm.circuit.open.ms", "500");
            try (ProcessorApp app = Stack.processor(config)) {
                produce("first", TEXT);
                await().atMost(SOON).until(() -> questions(model).anyMatch(question -> question.contains(TEXT)));

                correct(KnownDocuments.correction("first", TEXT).setFields("""
                                {"customer_name":null,"customer_email":null,"order_id":"90218","order_date":null,
                                 "issue_type":"product_defect"}""").build());

                produce("second", SIMILAR);

                await().atMost(Duration.ofMinutes(2))
                        .untilAsserted(() -> assertThat(questions(model))
                                .anySatisfy(question -> assertThat(question)
                                        .containsSubsequence(
                                                "<example>", TEXT, "</example>", "90218", "<document>", SIMILAR)));
                assertThat(questions(model).filter(question -> question.endsWith(TEXT + "\n</document>")))
                        .as("a document is no example for itself")
                        .isNotEmpty()
                        .noneMatch(question -> question.contains("<example>"));
                assertThat(messages(model, 0).distinct())
                        .as("the prefix that providers cache")
                        .hasSize(1);
            }
        }
    }

    private static Stream<String> questions(FakeModelServer model) {
        return messages(model, 1);
    }

    private static Stream<String> messages(FakeModelServer model, int place) {
        return model.calls().stream()
                .map(call -> call.body().at("/messages/" + place + "/content").asText());
    }

    /** The labels that the versions of a document were given, held or not. */
    private List<String> labels(String id) {
        try (Outcomes outcomes = stack.outcomes()) {
            outcomes.awaitDocument(id, SOON);
            Stream<Classification> held = outcomes.deadLetters().stream()
                    .filter(letter -> letter.getDocumentId().equals(id))
                    .flatMap(letter -> letter.getClassification().stream());
            Stream<Classification> published = outcomes.enriched().stream()
                    .filter(document -> document.getDocumentId().equals(id))
                    .map(EnrichedDocument::getClassification);
            return Stream.concat(held, published).map(Classification::getLabel).toList();
        }
    }

    private void produce(String id, String text) {
        stack.produce(
                id,
                RawDocument.newBuilder()
                        .setContent(text)
                        .setMediaType("text/plain")
                        .setProfile("support-email")
                        .build());
    }

    private void correct(Correction correction) {
        send(correction.getDocumentId(), serializer.serialize(Topic.CORRECTIONS.topicName(), correction));
    }

    private void send(String key, byte @Nullable [] value) {
        stack.produce(Topic.CORRECTIONS, key.getBytes(StandardCharsets.UTF_8), value);
    }
}
