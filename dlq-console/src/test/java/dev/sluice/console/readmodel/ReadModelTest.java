package dev.sluice.console.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.console.review.ItemRef;
import dev.sluice.console.review.ItemSamples;
import dev.sluice.console.review.Letters;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.DocumentProperties;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.Lease;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.avro.ReviewState;
import dev.sluice.schemas.avro.Summary;
import dev.sluice.schemas.registry.AvroSerdes;
import dev.sluice.schemas.versions.StoreCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadModelTest {
    private static final Origin MODEL = new Origin("model", "small-1", "3");
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final TopicPartition PARTITION = new TopicPartition(Topic.REVIEW_ITEMS.topicName(), 0);
    private static final StoreCodec<ReviewItem> CODEC = StoreCodec.of(ReviewItem.class);
    private static final Viewer ADA = Viewer.unrestricted("ada");
    private static final ItemFilter PENDING = ItemFilter.of(Tab.PENDING);

    @TempDir
    private Path folder;

    private Path path;
    private ReadModel model;
    private IndexFile file;
    private Projection projection;
    private long offset;

    @BeforeEach
    void open() throws Exception {
        path = folder.resolve("items.sqlite");
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        model = new ReadModel(path, Map.of(), new AvroSerdes(Map.of("schema.registry.url", "http://unused")), clock);
        file = IndexFile.open(path).orElseThrow();
        projection = new Projection(file, (topic, bytes) -> CODEC.decode(bytes), clock);
    }

    @AfterEach
    void close() {
        file.close();
        model.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no database", "SQLite format 3\0 and then rubbish that goes on for a while"})
    void makesAFileAnewThatIsNone(String contents) throws Exception {
        Path rubbish = Files.writeString(folder.resolve("rubbish.sqlite"), contents);

        assertThat(IndexFile.open(rubbish)).isEmpty();
        try (IndexFile created = IndexFile.create(rubbish)) {
            assertThat(created.isInPlace()).isTrue();
        }
    }

    @Test
    void doesNotOpenAFileOfAnotherVersion() throws Exception {
        try (var statement = file.writer().createStatement()) {
            statement.execute("PRAGMA user_version = 99");
            file.writer().commit();
        }

        assertThat(IndexFile.open(path)).isEmpty();
    }

    @Test
    void aFileOfAnotherTopicOrOneThatWasNotReadForLongIsNotReadOn() throws Exception {
        projection.begin("topic-1");

        assertThat(Projection.isUsable(file, "topic-1", NOW)).isTrue();
        assertThat(Projection.isUsable(file, "topic-2", NOW)).isFalse();
        assertThat(Projection.isUsable(file, "topic-1", NOW.plusSeconds(24 * 3600)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"", "a\"b", "text:", "-", "* OR 1", "NEAR(", "'; DROP TABLE items; --", "\\", "()", "^x", "💥"
            })
    void noSearchTextBreaksTheQuery(String text) throws Exception {
        write(item("a", 1));

        model.page(ItemFilter.of(Tab.ALL).withText(text), ADA, Sort.OLDEST, Optional.empty(), 10);

        assertThat(model.count(ItemFilter.of(Tab.ALL), ADA)).isEqualTo(1);
    }

    @Test
    void findsWordsWhereverTheyAreAndTheBeginningOfTheLast() throws Exception {
        write(item("mail-4711", 1), item("b", 2));

        assertThat(found("mail-4711")).containsExactly("mail-4711");
        assertThat(found("arrive order")).containsExactly("mail-4711", "b");
        assertThat(found("confidence is lo")).hasSize(2);
        assertThat(found("delivery_issue 12345")).hasSize(2);
        assertThat(found("unicorn")).isEmpty();
    }

    @Test
    void aNewDeadLetterOfADocumentReplacesItsWords() throws Exception {
        write(item("a", 1));
        write(ItemSamples.of(Letters.held("a", 2).setText("Quite another text").build()));

        assertThat(found("another")).containsExactly("a");
        assertThat(found("Hello")).isEmpty();
    }

    @Test
    void forgetsWhatTheTopicForgets() throws Exception {
        write(item("a", 1), item("b", 2));

        write("a", null);

        assertThat(model.item("a", ADA)).isEmpty();
        assertThat(found("order")).containsExactly("b");
    }

    @Test
    void paysOutEveryItemOnceWhileOthersArriveAndSomeChange() throws Exception {
        for (int i = 0; i < 25; i++) {
            write(item("document-" + i, i));
        }
        List<String> seen = new ArrayList<>();
        Optional<Cursor> next = Optional.empty();
        int page = 0;
        do {
            Page items = model.page(PENDING, ADA, Sort.NEWEST, next, 10);
            items.items().forEach(item -> seen.add(item.documentId()));
            next = items.next().map(cursor -> Cursor.parse(cursor.text()).orElseThrow());
            write(item("late-" + page, 100 + page++));
        } while (next.isPresent());

        assertThat(seen)
                .hasSize(25)
                .doesNotHaveDuplicates()
                .startsWith("document-24")
                .endsWith("document-0");
    }

    @Test
    void pagesThroughItemsOfTheSameMomentToo() throws Exception {
        for (int i = 0; i < 5; i++) {
            write(ReviewItem.newBuilder(item("document-" + i, 1))
                    .setConfidence(null)
                    .build());
        }

        Page first = model.page(PENDING, ADA, Sort.LEAST_CONFIDENT, Optional.empty(), 3);
        Page second = model.page(PENDING, ADA, Sort.LEAST_CONFIDENT, first.next(), 3);

        assertThat(first.items())
                .extracting(ListedItem::documentId)
                .containsExactly("document-0", "document-1", "document-2");
        assertThat(second.items()).extracting(ListedItem::documentId).containsExactly("document-3", "document-4");
        assertThat(second.next()).isEmpty();
    }

    @Test
    void countsEachTabUnderTheFilter() throws Exception {
        write(
                item("a", 1),
                ReviewItem.newBuilder(item("b", 2)).setState(ReviewState.PARKED).build(),
                ReviewItem.newBuilder(item("c", 3))
                        .setReason(DeadLetterReason.REFUSED)
                        .build(),
                claimed("d", "ada", NOW.plusSeconds(5)),
                claimed("e", "ada", NOW.minusSeconds(5)),
                claimed("f", "bob", NOW.plusSeconds(5)));

        Map<Tab, Long> counts = model.counts(PENDING, ADA);
        Map<Tab, Long> refused = model.counts(PENDING.withReasons(Set.of(DeadLetterReason.REFUSED)), ADA);

        assertThat(counts)
                .containsEntry(Tab.PENDING, 5L)
                .containsEntry(Tab.PARKED, 1L)
                .containsEntry(Tab.MINE, 1L)
                .containsEntry(Tab.ALL, 6L);
        assertThat(refused).containsEntry(Tab.PENDING, 1L).containsEntry(Tab.PARKED, 0L);
        assertThat(model.values(Facet.REASON, PENDING, ADA))
                .containsExactly(Map.entry("LOW_CONFIDENCE", 4L), Map.entry("REFUSED", 1L));
    }

    @Test
    void hidesWhatAViewerMayNotSeeFromEveryQuestion() throws Exception {
        write(item("a", 1), ofTenant("b", "globex"), ofTenant("c", null));
        Viewer restricted = new Viewer("eve", Optional.empty(), Optional.of(Set.of("globex")), false);
        Viewer nothing = new Viewer("eve", Optional.of(Set.of()), Optional.empty(), false);

        assertThat(model.page(PENDING, restricted, Sort.OLDEST, Optional.empty(), 10)
                        .items())
                .extracting(ListedItem::documentId)
                .containsExactly("b");
        assertThat(model.item("a", restricted)).isEmpty();
        assertThat(model.counts(PENDING, restricted)).containsEntry(Tab.ALL, 1L);
        assertThat(model.changesSince(0, restricted, 10).items()).hasSize(1);
        assertThat(model.values(Facet.TENANT, PENDING, restricted)).containsOnlyKeys("globex");
        assertThat(model.count(ItemFilter.of(Tab.ALL), nothing)).isZero();
    }

    @Test
    void findsNothingByPersonalDataForThoseFromWhomItIsHidden() throws Exception {
        write(
                ItemSamples.of(Letters.held("a", 1)
                        .setText("Please pay to IBAN DE89 3704 0044 0532 0130 00, or write to eve@example.com.")
                        .setSummary(new Summary("Pays to DE89 3704 0044 0532 0130 00.", 1.0, MODEL))
                        .setDetail("eve@example.com is wrong")
                        .setExtraction(Extraction.newBuilder()
                                .setFields("{\"account\":[{\"iban\":\"DE89370400440532013000\",\"bank\":\"Commerz\"}],"
                                        + "\"card\":4111111111111111}")
                                .setConfidence(1)
                                .setOrigin(MODEL)
                                .build())
                        .build()),
                ItemSamples.of(Letters.held("b", 2).setText("Please write.").build()));
        Viewer masked = new Viewer("eve", Optional.empty(), Optional.empty(), true);

        for (String hidden : List.of(
                "DE89", "3704", "0532", "DE89370400440532013000", "4111111111111111", "411", "eve", "example")) {
            assertThat(found(hidden)).as(hidden).isEqualTo(List.of("a"));
            assertThat(model.count(ItemFilter.of(Tab.ALL).withText(hidden), masked))
                    .as(hidden)
                    .isZero();
        }
        assertThat(model.count(ItemFilter.of(Tab.ALL).withText("please"), masked))
                .isEqualTo(2);
        assertThat(model.count(ItemFilter.of(Tab.ALL).withText("commerz bank"), masked))
                .isEqualTo(1);
    }

    @Test
    void waitsForAVersionThatAnotherReplicaHasShown() throws Exception {
        write(item("a", 1));

        assertThat(model.awaitVersion("a", 1, ADA, Duration.ofMillis(1))).isPresent();
        assertThat(model.awaitVersion("a", 2, ADA, Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void forgetsTheWordsOfTheVersionBefore() throws Exception {
        Viewer masked = new Viewer("eve", Optional.empty(), Optional.empty(), true);
        write(ItemSamples.of(
                Letters.held("a", 1).setText("Old, by eve@example.com").build()));
        write(ItemSamples.of(Letters.held("a", 2).setText("New, without her").build()));

        assertThat(model.count(ItemFilter.of(Tab.ALL).withText("old"), masked)).isZero();
        assertThat(model.count(ItemFilter.of(Tab.ALL).withText("new"), masked)).isEqualTo(1);
    }

    @Test
    void namesEverythingThatAFilterMatchesWithItsVersion() throws Exception {
        ReviewItem[] items = new ReviewItem[2500];
        for (int i = 0; i < items.length; i++) {
            items[i] = item("document-" + i, i);
        }
        write(items);
        List<ItemRef> refs = new ArrayList<>();

        model.forEachRef(PENDING, ADA, refs::add);

        assertThat(refs).hasSize(2500).doesNotHaveDuplicates().contains(new ItemRef("document-7", 1));
    }

    @Test
    void tellsWhatChangedSince() throws Exception {
        write(item("a", 1), item("b", 2));
        long before = model.sequence();

        write(ReviewItem.newBuilder(item("a", 1))
                .setVersion(2)
                .setState(ReviewState.PARKED)
                .build());

        Changes changes = model.changesSince(before, ADA, 10);
        assertThat(changes.items()).extracting(ListedItem::documentId).containsExactly("a");
        assertThat(changes.sequence()).isGreaterThan(before).isEqualTo(model.sequence());
    }

    @Test
    void keepsItemAndOffsetOrNeither() throws Exception {
        write(item("a", 1));
        try (var statement = file.writer().createStatement()) {
            statement.execute("DROP TABLE positions");
            file.writer().commit();
        }

        assertThatThrownBy(() -> write(item("b", 2))).isInstanceOf(SQLException.class);

        assertThat(model.item("b", ADA)).isEmpty();
    }

    @Test
    void aLongReadDoesNotHoldUpTheWriter() throws Exception {
        write(item("a", 1));

        file.read(reader -> {
            try (var statement = reader.createStatement();
                    var rows = statement.executeQuery("SELECT document_id FROM items")) {
                assertThat(rows.next()).isTrue();
                writeUnchecked(item("b", 2));
                assertThat(rows.next()).as("the reader sees its own moment").isFalse();
            }
            return 0;
        });

        assertThat(model.item("b", ADA)).isPresent();
    }

    private List<String> found(String text) {
        return model
                .page(ItemFilter.of(Tab.ALL).withText(text), ADA, Sort.OLDEST, Optional.empty(), 100)
                .items()
                .stream()
                .map(ListedItem::documentId)
                .toList();
    }

    private static ReviewItem item(String id, long offset) {
        return ItemSamples.of(Letters.held(id, offset).build());
    }

    private static ReviewItem claimed(String id, String owner, Instant until) {
        return ReviewItem.newBuilder(item(id, 4))
                .setLease(new Lease(owner, until))
                .build();
    }

    private static ReviewItem ofTenant(String id, @Nullable String tenant) {
        DeadLetter letter = Letters.held(id, 5)
                .setProperties(DocumentProperties.newBuilder().setTenant(tenant).build())
                .build();
        return ItemSamples.of(letter);
    }

    private void write(ReviewItem... items) throws Exception {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (ReviewItem item : items) {
            records.add(record(item.getDocumentId(), CODEC.encode(item)));
        }
        apply(records);
    }

    private void writeUnchecked(ReviewItem item) throws SQLException {
        apply(List.of(record(item.getDocumentId(), CODEC.encode(item))));
    }

    private void write(String id, byte @Nullable [] value) throws Exception {
        apply(List.of(record(id, value)));
    }

    private void apply(List<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
        projection.apply(new ConsumerRecords<>(Map.of(PARTITION, records), Map.of()), Map.of(PARTITION, offset));
    }

    private ConsumerRecord<byte[], byte[]> record(String id, byte @Nullable [] value) {
        return new ConsumerRecord<>(PARTITION.topic(), 0, offset++, id.getBytes(StandardCharsets.UTF_8), value);
    }
}
