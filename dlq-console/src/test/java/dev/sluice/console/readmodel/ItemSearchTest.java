package dev.sluice.console.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.console.review.ItemSamples;
import dev.sluice.console.review.Letters;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemSearchTest {
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
