package dev.sluice.console.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.trace.Tracing;
import dev.sluice.schemas.HeaderNames;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.AuditAction;
import dev.sluice.schemas.avro.AuditEvent;
import dev.sluice.schemas.avro.Correction;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.avro.OutcomeCount;
import dev.sluice.schemas.avro.RecordHeader;
import dev.sluice.schemas.avro.Redrive;
import dev.sluice.schemas.avro.RedriveRequest;
import dev.sluice.schemas.avro.ReviewAction;
import dev.sluice.schemas.avro.ReviewCommand;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.avro.ReviewState;
import dev.sluice.schemas.avro.SourceCoordinates;
import dev.sluice.schemas.versions.StoreCodec;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewTopologyTest {
    private static final String ID = "document-1";
    private static final byte[] KEY = ID.getBytes(StandardCharsets.UTF_8);
    private static final Duration WINDOW = Duration.ofSeconds(11);
    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");

    @TempDir
    private Path folder;

    private final CommandFactory ada = new CommandFactory("ada", Clock.fixed(START, ZoneOffset.UTC), UUID::randomUUID);
    private final List<ReviewItem> closed = new ArrayList<>();
    private TopologyTestDriver driver;

    @BeforeEach
    void start() {
        ReviewOutputs outputs = new ReviewOutputs(
                StoredRecords.serializer(ReviewItem.class),
                StoredRecords.serializer(EnrichedDocument.class),
                StoredRecords.serializer(Correction.class),
                StoredRecords.serializer(Redrive.class),
                StoredRecords.serializer(AuditEvent.class),
                StoredRecords.serializer(OutcomeCount.class),
                StoredRecords.serializer(ReviewCommand.class));
        ReviewInputs inputs = new ReviewInputs(
                StoredRecords.deserializer(DeadLetter.class),
                StoredRecords.deserializer(ReviewCommand.class),
                StoredRecords.deserializer(EnrichedDocument.class));
        Properties config = new Properties();
        config.putAll(
                Map.of("application.id", "test", "bootstrap.servers", "unused:1", "state.dir", folder.toString()));
        driver = new TopologyTestDriver(
                ReviewTopology.build(
                        ReviewStreams.lifecycle(Desk.PROFILES, ReviewSettings.STANDARD, outputs),
                        inputs,
                        outputs,
                        closed::add,
                        Tracing.by(SdkTracerProvider.builder()
                                .addSpanProcessor(SimpleSpanProcessor.create(SpanExporter.composite()))
                                .build())),
                config,
                START);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void leavesOutWhatCannotBeReadAndGoesOn() {
        pipe(Topic.DEAD_LETTER, new byte[] {1, 2, 3});
        pipe(Topic.REVIEW_COMMANDS, new byte[] {1, 2, 3});
        input(Topic.DEAD_LETTER).pipeInput(new TestRecord<>(KEY, null));

        arrive(Letters.held(ID, 1).build());

        assertThat(item().getState()).isEqualTo(ReviewState.PENDING);
    }

    @Test
    void aDeadLetterWhoseRecordHasNoKeyIsReviewedUnderItsDocumentId() {
        input(Topic.DEAD_LETTER)
                .pipeInput(new TestRecord<>(
                        null,
                        StoreCodec.of(DeadLetter.class)
                                .encode(Letters.held(ID, 1).build())));

        send(ada.claim(new ItemRef(ID, 1), Optional.empty()));

        assertThat(item().getLease().orElseThrow().getOwner()).isEqualTo("ada");
    }

    @Test
    void publishesOnceWhenTheUndoWindowHasEnded() {
        arrive(Letters.held(ID, 1).build());
        send(ada.approve(new ItemRef(ID, 1), ""));
        assertThat(item().getState()).isEqualTo(ReviewState.DECIDED);
        assertThat(read(Topic.ENRICHED, EnrichedDocument.class)).isEmpty();

        driver.advanceWallClockTime(WINDOW);
        driver.advanceWallClockTime(WINDOW);

        assertThat(read(Topic.ENRICHED, EnrichedDocument.class))
                .singleElement()
                .satisfies(document -> assertThat(
                                document.getReview().orElseThrow().getReviewer())
                        .isEqualTo("ada"));
        assertThat(read(Topic.CORRECTIONS, Correction.class)).hasSize(1);
        assertThat(item().getState())
                .as("its own document, read back, does not supersede it")
                .isEqualTo(ReviewState.RESOLVED);
        assertThat(read(Topic.AUDIT, AuditEvent.class))
                .extracting(AuditEvent::getAction)
                .containsExactly(AuditAction.ARRIVED, AuditAction.APPROVE, AuditAction.PUBLISH);
    }

    @Test
    void publishesNothingThatWasUndone() {
        arrive(Letters.held(ID, 1).build());
        ReviewCommand approval = ada.approve(new ItemRef(ID, 1), "");
        send(approval);
        driver.advanceWallClockTime(Duration.ofSeconds(9));
        send(ada.undo(ID, approval.getCommandId()));

        driver.advanceWallClockTime(WINDOW);

        assertThat(read(Topic.ENRICHED, EnrichedDocument.class)).isEmpty();
        assertThat(item().getState()).isEqualTo(ReviewState.PENDING);
    }

    @Test
    void goesOnWithTheTraceOfTheDocument() {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        byte[] parent = ("00-" + trace + "-b7ad6b7169203331-01").getBytes(StandardCharsets.UTF_8);
        DeadLetter letter = Letters.held(ID, 1).build();
        arrive(DeadLetter.newBuilder(letter)
                .setSource(SourceCoordinates.newBuilder(letter.getSource())
                        .setHeaders(List.of(new RecordHeader("traceparent", ByteBuffer.wrap(parent))))
                        .build())
                .build());
        send(ada.approve(new ItemRef(ID, 1), ""));
        driver.advanceWallClockTime(WINDOW);
        driver.advanceWallClockTime(WINDOW);

        var published = driver.createOutputTopic(
                        Topic.ENRICHED.topicName(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecord();
        assertThat(published.headers().lastHeader("traceparent").value())
                .asString()
                .startsWith("00-" + trace)
                .doesNotContain("b7ad6b7169203331");
    }

    @Test
    void sendsADocumentBackWithItsHeadersAndTheCount() {
        DeadLetter letter = Letters.held(ID, 1).build();
        letter = DeadLetter.newBuilder(letter)
                .setSource(SourceCoordinates.newBuilder(letter.getSource())
                        .setHeaders(List.of(
                                new RecordHeader("trace", ByteBuffer.wrap("t-1".getBytes(StandardCharsets.UTF_8)))))
                        .build())
                .build();
        arrive(letter);
        send(ada.redrive(new ItemRef(ID, 1), RedriveRequest.newBuilder().build(), ""));

        driver.advanceWallClockTime(WINDOW);

        TestRecord<byte[], byte[]> redrive = driver.createOutputTopic(
                        Topic.REDRIVE.topicName(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecord();
        assertThat(new String(redrive.headers().lastHeader("trace").value(), StandardCharsets.UTF_8))
                .isEqualTo("t-1");
        assertThat(new String(
                        redrive.headers().lastHeader(HeaderNames.REDRIVE_COUNT).value(), StandardCharsets.UTF_8))
                .isEqualTo("1");
    }

    @Test
    void aDeadLetterOfFullSizeIsCarriedWithoutItsOriginalAndRedrivenWithIt() {
        byte[] original = new byte[Topic.MAX_VALUE_BYTES - 300_000];
        new Random(1).nextBytes(original);
        arrive(Letters.held(ID, 1).setOriginalValue(ByteBuffer.wrap(original)).build());
        ReviewItem item = item();
        assertThat(item.getOmitted()).containsExactly("original_value");
        assertThat(item.getDeadLetter().getOriginalValue()).isEmpty();
        assertThat(item.getDeadLetter().getText()).isPresent();

        send(ada.redrive(new ItemRef(ID, 1), RedriveRequest.newBuilder().build(), ""));
        driver.advanceWallClockTime(WINDOW);

        assertThat(read(Topic.REDRIVE, Redrive.class))
                .singleElement()
                .satisfies(redrive ->
                        assertThat(redrive.getDeadLetter().getOriginalValue()).contains(ByteBuffer.wrap(original)));
    }

    @Test
    void aTextOfFullSizeIsRefusedRatherThanPublishedTooLarge() {
        arrive(Letters.held(ID, 1)
                .setOriginalValue(null)
                .setText("x".repeat(Topic.MAX_VALUE_BYTES - 100))
                .build());
        assertThat(item().getOmitted()).contains("text");

        send(ada.approve(new ItemRef(ID, 1), ""));

        assertThat(item().getLastRejection().orElseThrow().getWhy()).contains("too large");
    }

    @Test
    void countsWhatBecameOfDocumentsByTheHour() {
        arrive(Letters.held(ID, 1).build());
        arrive(Letters.held(ID, 2).build());
        input(Topic.ENRICHED).pipeInput("never-held".getBytes(StandardCharsets.UTF_8), new byte[] {1});
        send(ada.approve(new ItemRef(ID, 2), ""));
        driver.advanceWallClockTime(WINDOW);
        driver.advanceWallClockTime(WINDOW);

        Map<String, Long> counts = new TreeMap<>();
        read(Topic.REVIEW_OUTCOMES, OutcomeCount.class)
                .forEach(each -> counts.put(each.getOutcome() + each.getReason().orElse(""), each.getCount()));
        assertThat(counts)
                .containsExactlyInAnyOrderEntriesOf(Map.of("ENRICHED", 1L, "HELDLOW_CONFIDENCE", 2L, "REVIEWED", 1L));
    }

    @Test
    void writesNoCountsWhileNothingHappensAndTakesOldOnesBack() {
        arrive(Letters.held(ID, 1).build());
        driver.advanceWallClockTime(WINDOW);
        driver.advanceWallClockTime(WINDOW);
        assertThat(read(Topic.REVIEW_OUTCOMES, OutcomeCount.class)).hasSize(1);

        driver.advanceWallClockTime(Duration.ofDays(16));

        assertThat(driver.createOutputTopic(
                                Topic.REVIEW_OUTCOMES.topicName(),
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer())
                        .readRecordsToList())
                .singleElement()
                .satisfies(record -> assertThat(record.value()).isNull());
    }

    @Test
    void tellsOnceThatAnItemWasDecidedForGood() {
        arrive(Letters.held(ID, 1).build());
        send(ada.approve(new ItemRef(ID, 1), ""));
        assertThat(closed).isEmpty();

        driver.advanceWallClockTime(WINDOW);
        driver.advanceWallClockTime(WINDOW);

        assertThat(closed)
                .singleElement()
                .satisfies(item -> assertThat(item.getResolution().orElseThrow().getAction())
                        .isEqualTo(ReviewAction.APPROVE));
    }

    @Test
    void forgetsAResolvedItemInTheEnd() {
        arrive(Letters.held(ID, 1).build());
        send(ada.approve(new ItemRef(ID, 1), ""));
        driver.advanceWallClockTime(WINDOW);

        driver.advanceWallClockTime(Duration.ofDays(31));

        assertThat(driver.createOutputTopic(
                                Topic.REVIEW_ITEMS.topicName(),
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer())
                        .readRecordsToList())
                .last()
                .satisfies(record -> assertThat(record.value()).isNull());
    }

    private void arrive(DeadLetter letter) {
        pipe(Topic.DEAD_LETTER, StoreCodec.of(DeadLetter.class).encode(letter));
    }

    private void send(ReviewCommand command) {
        pipe(Topic.REVIEW_COMMANDS, StoreCodec.of(ReviewCommand.class).encode(command));
    }

    private void pipe(Topic topic, byte[] value) {
        input(topic).pipeInput(KEY, value);
    }

    private TestInputTopic<byte[], byte[]> input(Topic topic) {
        return driver.createInputTopic(topic.topicName(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The item as it was written last. */
    private ReviewItem item() {
        return read(Topic.REVIEW_ITEMS, ReviewItem.class).getLast();
    }

    private <T extends SpecificRecordBase> List<T> read(Topic topic, Class<T> type) {
        return driver.createOutputTopic(
                        topic.topicName(), new ByteArrayDeserializer(), StoredRecords.deserializer(type))
                .readValuesToList();
    }
}
