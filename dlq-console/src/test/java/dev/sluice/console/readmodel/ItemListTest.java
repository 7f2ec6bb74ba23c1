package dev.sluice.console.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.console.review.ItemRef;
import dev.sluice.console.review.ItemSamples;
import dev.sluice.console.review.Letters;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.DocumentProperties;
import dev.sluice.schemas.avro.Lease;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.avro.ReviewState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemListTest {
    @TempDir
    private Path folder;

    private Replica replica;

    @BeforeEach
    void open() throws Exception {
        replica = new Replica(folder.resolve("items.sqlite"));
    }

    @AfterEach
    void close() {
        replica.close();
    }

    @Test
    void paysOutEveryItemOnceWhileOthersArriveAndSomeChange() throws Exception {
        for (int i = 0; i < 25; i++) {
            replica.write(Replica.item("document-" + i, i));
        }
        List<String> seen = new ArrayList<>();
        Optional<Cursor> next = Optional.empty();
        int page = 0;
        do {
            Page items = replica.model().page(Replica.PENDING, Replica.ADA, Sort.NEWEST, next, 10);
            items.items().forEach(item -> seen.add(item.documentId()));
            next = items.next().map(cursor -> Cursor.parse(cursor.text()).orElseThrow());
            replica.write(Replica.item("late-" + page, 100 + page++));
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
            replica.write(ReviewItem.newBuilder(Replica.item("document-" + i, 1))
                    .setConfidence(null)
                    .build());
        }

        Page first = replica.model().page(Replica.PENDING, Replica.ADA, Sort.LEAST_CONFIDENT, Optional.empty(), 3);
        Page second = replica.model().page(Replica.PENDING, Replica.ADA, Sort.LEAST_CONFIDENT, first.next(), 3);

        assertThat(first.items())
                .extracting(ListedItem::documentId)
                .containsExactly("document-0", "document-1", "document-2");
        assertThat(second.items()).extracting(ListedItem::documentId).containsExactly("document-3", "document-4");
        assertThat(second.next()).isEmpty();
    }

    @Test
    void countsEachTabUnderTheFilter() throws Exception {
        replica.write(
                Replica.item("a", 1),
                ReviewItem.newBuilder(Replica.item("b", 2))
                        .setState(ReviewState.PARKED)
                        .build(),
                ReviewItem.newBuilder(Replica.item("c", 3))
                        .setReason(DeadLetterReason.REFUSED)
                        .build(),
                claimed("d", "ada", Replica.NOW.plusSeconds(5)),
                claimed("e", "ada", Replica.NOW.minusSeconds(5)),
                claimed("f", "bob", Replica.NOW.plusSeconds(5)));

        Map<Tab, Long> counts = replica.model().counts(Replica.PENDING, Replica.ADA);
        Map<Tab, Long> refused =
                replica.model().counts(Replica.PENDING.withReasons(Set.of(DeadLetterReason.REFUSED)), Replica.ADA);

        assertThat(counts)
                .containsEntry(Tab.PENDING, 5L)
                .containsEntry(Tab.PARKED, 1L)
                .containsEntry(Tab.MINE, 1L)
                .containsEntry(Tab.ALL, 6L);
        assertThat(refused).containsEntry(Tab.PENDING, 1L).containsEntry(Tab.PARKED, 0L);
        assertThat(replica.model().values(Facet.REASON, Replica.PENDING, Replica.ADA))
                .containsExactly(Map.entry("LOW_CONFIDENCE", 4L), Map.entry("REFUSED", 1L));
    }

    @Test
    void hidesWhatAViewerMayNotSeeFromEveryQuestion() throws Exception {
        replica.write(Replica.item("a", 1), ofTenant("b", "globex"), ofTenant("c", null));
        Viewer restricted = new Viewer("eve", Optional.empty(), Optional.of(Set.of("globex")));
        Viewer nothing = new Viewer("eve", Optional.of(Set.of()), Optional.empty());

        assertThat(replica.model()
                        .page(Replica.PENDING, restricted, Sort.OLDEST, Optional.empty(), 10)
                        .items())
                .extracting(ListedItem::documentId)
                .containsExactly("b");
        assertThat(replica.model().item("a", restricted)).isEmpty();
        assertThat(replica.model().counts(Replica.PENDING, restricted)).containsEntry(Tab.ALL, 1L);
        assertThat(replica.model().changesSince(0, restricted, 10).items()).hasSize(1);
        assertThat(replica.model().values(Facet.TENANT, Replica.PENDING, restricted))
                .containsOnlyKeys("globex");
        assertThat(replica.model().count(ItemFilter.of(Tab.ALL), nothing)).isZero();
    }

    @Test
    void namesEverythingThatAFilterMatchesWithItsVersion() throws Exception {
        ReviewItem[] items = new ReviewItem[2500];
        for (int i = 0; i < items.length; i++) {
            items[i] = Replica.item("document-" + i, i);
        }
        replica.write(items);
        List<ItemRef> refs = new ArrayList<>();

        replica.model().forEachRef(Replica.PENDING, Replica.ADA, refs::add);

        assertThat(refs).hasSize(2500).doesNotHaveDuplicates().contains(new ItemRef("document-7", 1));
    }

    @Test
    void tellsWhatChangedSince() throws Exception {
        replica.write(Replica.item("a", 1), Replica.item("b", 2));
        long before = replica.model().sequence();

        replica.write(ReviewItem.newBuilder(Replica.item("a", 1))
                .setVersion(2)
                .setState(ReviewState.PARKED)
                .build());

        Changes changes = replica.model().changesSince(before, Replica.ADA, 10);
        assertThat(changes.items()).extracting(ListedItem::documentId).containsExactly("a");
        assertThat(changes.sequence())
                .isGreaterThan(before)
                .isEqualTo(replica.model().sequence());
    }

    private static ReviewItem claimed(String id, String owner, Instant until) {
        return ReviewItem.newBuilder(Replica.item(id, 4))
                .setLease(new Lease(owner, until))
                .build();
    }

    private static ReviewItem ofTenant(String id, @Nullable String tenant) {
        DeadLetter letter = Letters.held(id, 5)
                .setProperties(DocumentProperties.newBuilder().setTenant(tenant).build())
                .build();
        return ItemSamples.of(letter);
    }
}
