package dev.sluice.console.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.console.review.ItemSamples;
import dev.sluice.console.review.Letters;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.Summary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemSearchTest {
    private static final Origin ORIGIN = new Origin("model", "small-1", "3");

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

    @ParameterizedTest
    @ValueSource(
            strings = {"\"", "a\"b", "text:", "-", "* OR 1", "NEAR(", "'; DROP TABLE items; --", "\\", "()", "^x", "💥"
            })
    void noSearchTextBreaksTheQuery(String text) throws Exception {
        replica.write(Replica.item("a", 1));

        replica.model().page(ItemFilter.of(Tab.ALL).withText(text), Replica.ADA, Sort.OLDEST, Optional.empty(), 10);

        assertThat(replica.model().count(ItemFilter.of(Tab.ALL), Replica.ADA)).isEqualTo(1);
    }

    @Test
    void findsWordsWhereverTheyAreAndTheBeginningOfTheLast() throws Exception {
        replica.write(Replica.item("mail-4711", 1), Replica.item("b", 2));

        assertThat(found("mail-4711")).containsExactly("mail-4711");
        assertThat(found("arrive order")).containsExactly("mail-4711", "b");
        assertThat(found("confidence is lo")).hasSize(2);
        assertThat(found("delivery_issue 12345")).hasSize(2);
        assertThat(found("unicorn")).isEmpty();
    }

    @Test
    void aNewDeadLetterOfADocumentReplacesItsWords() throws Exception {
        replica.write(Replica.item("a", 1));
        replica.write(ItemSamples.of(
                Letters.held("a", 2).setText("Quite another text").build()));

        assertThat(found("another")).containsExactly("a");
        assertThat(found("Hello")).isEmpty();
    }

    @Test
    void forgetsWhatTheTopicForgets() throws Exception {
        replica.write(Replica.item("a", 1), Replica.item("b", 2));

        replica.forget("a");

        assertThat(replica.model().item("a", Replica.ADA)).isEmpty();
        assertThat(found("order")).containsExactly("b");
    }

    @Test
    void findsNothingByPersonalDataForThoseFromWhomItIsHidden() throws Exception {
        replica.write(
                ItemSamples.of(Letters.held("a", 1)
                        .setText("Please pay to IBAN DE89 3704 0044 0532 0130 00, or write to eve@example.com.")
                        .setSummary(new Summary("Pays to DE89 3704 0044 0532 0130 00.", 1.0, ORIGIN))
                        .setDetail("eve@example.com is wrong")
                        .setExtraction(Extraction.newBuilder()
                                .setFields("{\"account\":[{\"iban\":\"DE89370400440532013000\",\"bank\":\"Commerz\"}],"
                                        + "\"card\":4111111111111111}")
                                .setConfidence(1)
                                .setOrigin(ORIGIN)
                                .build())
                        .build()),
                ItemSamples.of(Letters.held("b", 2).setText("Please write.").build()));
        Viewer masked = new Viewer("eve", Optional.empty(), Optional.empty(), true);

        for (String hidden : List.of(
                "DE89", "3704", "0532", "DE89370400440532013000", "4111111111111111", "411", "eve", "example")) {
            assertThat(found(hidden)).as(hidden).isEqualTo(List.of("a"));
            assertThat(replica.model().count(ItemFilter.of(Tab.ALL).withText(hidden), masked))
                    .as(hidden)
                    .isZero();
        }
        assertThat(replica.model().count(ItemFilter.of(Tab.ALL).withText("please"), masked))
                .isEqualTo(2);
        assertThat(replica.model().count(ItemFilter.of(Tab.ALL).withText("commerz bank"), masked))
                .isEqualTo(1);
    }

    @Test
    void waitsForAVersionThatAnotherReplicaHasShown() throws Exception {
        replica.write(Replica.item("a", 1));

        assertThat(replica.model().awaitVersion("a", 1, Replica.ADA, Duration.ofMillis(1)))
                .isPresent();
        assertThat(replica.model().awaitVersion("a", 2, Replica.ADA, Duration.ofMillis(1)))
                .isEmpty();
    }

    @Test
    void forgetsTheWordsOfTheVersionBefore() throws Exception {
        Viewer masked = new Viewer("eve", Optional.empty(), Optional.empty(), true);
        replica.write(ItemSamples.of(
                Letters.held("a", 1).setText("Old, by eve@example.com").build()));
        replica.write(
                ItemSamples.of(Letters.held("a", 2).setText("New, without her").build()));

        assertThat(replica.model().count(ItemFilter.of(Tab.ALL).withText("old"), masked))
                .isZero();
        assertThat(replica.model().count(ItemFilter.of(Tab.ALL).withText("new"), masked))
                .isEqualTo(1);
    }

    private List<String> found(String text) {
        return replica
                .model()
                .page(ItemFilter.of(Tab.ALL).withText(text), Replica.ADA, Sort.OLDEST, Optional.empty(), 100)
                .items()
                .stream()
                .map(ListedItem::documentId)
                .toList();
    }
}
