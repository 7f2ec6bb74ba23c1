package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.processor.Outcomes.Published;
import dev.sluice.profile.Scaffold;
import dev.sluice.schemas.HeaderNames;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.cluster.SharedCluster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a document with the offline engine, on a real broker and a real registry. */
@ExtendWith(SharedCluster.class)
final class PipelineIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private static Stack stack;
    private static SpanCollector collector;
    private static ProcessorApp app;

    @BeforeAll
    static void start(Cluster cluster) throws Exception {
        stack = Stack.start(cluster, folder, 1);
        Map<String, String> config = new HashMap<>(stack.config("only"));
        config.put("profiles.dir", auditedProfile().toString());
        collector = SpanCollector.start();
        config.put("tracing.otlp.endpoint", collector.url());
        app = Stack.processor(config);
    }

    @AfterAll
    static void stop() {
        app.close();
        collector.close();
        stack.close();
    }

    @Test
    void goesOnWithTheTraceOfTheProducer() {
        var record = stack.record(
                "traced-1",
                RawDocument.newBuilder()
                        .setContent(
                                "Subject: Roof\n\nIt leaks. This is urgent: act immediately, the deadline is today.")
                        .setMediaType("text/plain")
                        .setProfile("audited")
                        .build());
        record.headers().add("traceparent", ("00-" + TRACE + "-b7ad6b7169203331-01").getBytes(StandardCharsets.UTF_8));
        stack.produce(record);

        Published<EnrichedDocument> published = published("traced-1");
        assertThat(published.record().headers().lastHeader("traceparent").value())
                .asString()
                .startsWith("00-" + TRACE)
                .doesNotContain("b7ad6b7169203331");
        assertThat(published.value().getSource().getHeaders())
                .as("what it came with is kept")
                .extracting(header -> StandardCharsets.UTF_8
                        .decode(header.getValue().orElseThrow())
                        .toString())
                .contains("00-" + TRACE + "-b7ad6b7169203331-01");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(collector.received())
                        .contains("traced-1", "extract", "summarize", "classify", "documents.enriched send"));
    }

    @Test
    void deadLettersBytesThatAreNoDocumentAsTheyAre() {
        byte[] bytes = "not Avro at all".getBytes(StandardCharsets.UTF_8);
        RecordMetadata source = stack.produce("broken".getBytes(StandardCharsets.UTF_8), bytes);

        Published<DeadLetter> letter = deadLetter("broken");
        assertThat(letter.value().getReason()).isEqualTo(DeadLetterReason.UNREADABLE);
        assertThat(letter.value().getStage()).isEqualTo("extract");
        assertThat(letter.value().getOriginalValue().orElseThrow()).isEqualTo(ByteBuffer.wrap(bytes));
        assertThat(letter.value().getSource().getOffset()).isEqualTo(source.offset());
        assertThat(letter.record().headers().lastHeader(HeaderNames.REASON).value())
                .asString()
                .isEqualTo("UNREADABLE");
    }

    @Test
    void enrichesAnEmailByItsProfile() {
        stack.produce(
                "mail-1",
                RawDocument.newBuilder()
                        .setContent(ByteBuffer.wrap("""
                                From: Mara Lindqvist <mara.lindqvist@example.org>
                                To: support@shop.example
                                Date: Tue, 3 Mar 2026 10:15:00 +0000
                                Subject: Return of two desk lamps
                                Content-Type: text/plain; charset=utf-8

                                Hello,

                                on February 24, 2026 I placed order 48213, two desk lamps for EUR 79.80. I do not need
                                them after all, so I would like to return both and get my money back. Please send me a
                                return label and refund the amount to the card I paid with.

                                Kind regards,
                                Mara Lindqvist
                                """.getBytes(StandardCharsets.UTF_8)))
                        .setMediaType("message/rfc822")
                        .setProfile("support-email")
                        .setTenant("shop")
                        .setMetadata(Map.of("channel", "email"))
                        .build());

        EnrichedDocument document = enriched("mail-1");
        assertThat(document.getProfile()).isEqualTo("support-email");
        assertThat(document.getClassification().getLabel()).isEqualTo("refund_request");
        assertThat(document.getExtraction().getFields()).contains("48213").contains("mara.lindqvist@example.org");
        assertThat(document.getSummary().getText()).isNotBlank();
        assertThat(document.getConfidence()).isGreaterThanOrEqualTo(0.8);
        assertThat(document.getProperties().getTenant()).contains("shop");
        assertThat(document.getProperties().getMetadata()).containsEntry("channel", "email");
        assertThat(document.getAttempts())
                .hasSize(3)
                .allMatch(attempt -> attempt.getAnswer().isEmpty());
    }

    @Test
    void publishesAnAuditedDocumentAndShowsItToPeopleToo() {
        stack.produce(
                "audited-1",
                RawDocument.newBuilder()
                        .setContent(
                                "Subject: Roof\n\nIt leaks. This is urgent: act immediately, the deadline is today.")
                        .setMediaType("text/plain")
                        .setProfile("audited")
                        .build());

        try (Outcomes outcomes = stack.outcomes()) {
            await().atMost(SOON).until(() -> {
                outcomes.poll(Duration.ofMillis(100));
                return outcomes.enriched().stream().anyMatch(PipelineIT::isAudited)
                        && outcomes.deadLetters().stream().anyMatch(PipelineIT::isAudited);
            });
            assertThat(outcomes.deadLetters())
                    .filteredOn(PipelineIT::isAudited)
                    .singleElement()
                    .satisfies(letter -> {
                        assertThat(letter.getReason()).isEqualTo(DeadLetterReason.AUDIT_SAMPLE);
                        assertThat(letter.getClassification()).isPresent();
                    });
        }
    }

    private static boolean isAudited(EnrichedDocument document) {
        return document.getDocumentId().equals("audited-1");
    }

    private static boolean isAudited(DeadLetter letter) {
        return letter.getDocumentId().equals("audited-1");
    }

    /** In a folder of its own. */
    private static Path auditedProfile() throws IOException {
        Path profiles = folder.resolve("profiles");
        Scaffold.write("audited", profiles, "the test");
        Path settings = profiles.resolve("audited/profile.yaml");
        String text = Files.readString(settings);
        Files.writeString(settings, text.replaceFirst("accept: [0-9.]+", "accept: 0.1\n  audit: 1"));
        return profiles;
    }

    private static EnrichedDocument enriched(String id) {
        return awaitOutcome(id).enriched().stream()
                .filter(document -> document.getDocumentId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The enriched one, if there may be a dead letter, too. */
    private static Published<EnrichedDocument> published(String id) {
        try (Outcomes outcomes = stack.outcomes()) {
            return await().atMost(SOON)
                    .until(
                            () -> {
                                outcomes.poll(Duration.ofMillis(100));
                                return outcomes.enrichedRecords().stream()
                                        .filter(each ->
                                                each.value().getDocumentId().equals(id))
                                        .findFirst();
                            },
                            Optional::isPresent)
                    .orElseThrow();
        }
    }

    private static Published<DeadLetter> deadLetter(String id) {
        return awaitOutcome(id).deadLetterRecords().stream()
                .filter(letter -> letter.value().getDocumentId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Outcomes awaitOutcome(String id) {
        try (Outcomes outcomes = stack.outcomes()) {
            outcomes.awaitDocument(id, SOON);
            return outcomes;
        }
    }
}
