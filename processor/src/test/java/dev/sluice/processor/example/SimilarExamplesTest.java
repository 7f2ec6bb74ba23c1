package dev.sluice.processor.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.processor.engine.EngineTasks;
import dev.sluice.processor.engine.TestTasks;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Correction;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SimilarExamplesTest {
    private static final String LEAK = "The coffee machine leaks water on the kitchen counter since this morning.";

    private final Corrections corrections = new Corrections();
    private final SimilarExamples examples = new SimilarExamples(corrections);

    @Test
    void findsNothingWhereThereIsNoExampleAtAll() {
        assertThat(examples.find(Stage.CLASSIFY, TestTasks.task(LEAK, TestTasks.profile("model")), 3, 0, Set.of()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   \n ", "!?!… --- <<>>", "\u0000\uFFFF\uD83D"})
    void findsNothingLikeATextWithoutWords(String text) {
        corrections.put(KnownDocuments.labelled("a", LEAK, "product_defect"));

        assertThat(find(Stage.CLASSIFY, text)).isEmpty();
    }

    @Test
    void findsNothingWhereAllAreShownAlready() {
        assertThat(examples.find(
                        Stage.EXTRACT,
                        EngineTasks.task("support-email", "Where is my parcel?"),
                        3,
                        0,
                        Set.of("example:late", "example:refund", "example:inquiry")))
                .isEmpty();
    }

    @Test
    void aCorrectionWithoutWordsHurtsNobody() {
        corrections.put(KnownDocuments.labelled("empty", "", "product_defect"));
        corrections.put(KnownDocuments.labelled("a", LEAK, "product_defect"));

        assertThat(ids(find(Stage.CLASSIFY, LEAK))).startsWith("correction:a").doesNotContain("correction:empty");
    }

    @Test
    void copesWithATextOfMegabytesAndManyWords() {
        String huge = String.join(
                " ", IntStream.range(0, 1_000_000).mapToObj(i -> "w" + i).toList());
        corrections.put(KnownDocuments.labelled("a", huge, "product_defect"));

        assertThat(ids(find(Stage.CLASSIFY, huge + " and more"))).containsExactly("correction:a");
    }

    @Test
    void aDocumentIsNoExampleForItself() {
        corrections.put(KnownDocuments.labelled("d-1", LEAK, "product_defect"));
        String own = EngineTasks.builtIn("support-email").examples().getFirst().text();

        assertThat(ids(find(Stage.CLASSIFY, LEAK))).doesNotContain("correction:d-1");
        assertThat(ids(find(Stage.CLASSIFY, own))).doesNotContain("example:inquiry");
    }

    @Test
    void resultsThatTheProfileDoesNotAcceptAreNoExamples() {
        corrections.put(KnownDocuments.correction("a", LEAK)
                .setLabel("a label of last year")
                .setFields("{\"order_id\":12}")
                .setSummary("A coffee machine leaks.")
                .build());

        assertThat(ids(find(Stage.CLASSIFY, LEAK))).doesNotContain("correction:a");
        assertThat(ids(find(Stage.EXTRACT, LEAK))).doesNotContain("correction:a");
        assertThat(ids(find(Stage.SUMMARIZE, LEAK))).containsExactly("correction:a");
    }

    @Test
    void correctionsOfOtherProfilesAreNoExamples() {
        corrections.put(KnownDocuments.correction("a", LEAK)
                .setProfile("general")
                .setSummary("A coffee machine leaks.")
                .build());

        assertThat(find(Stage.SUMMARIZE, LEAK)).isEmpty();
    }

    @Test
    void theMostSimilarComesFirstAndNoMoreThanWanted() {
        corrections.put(KnownDocuments.labelled("bill", "Please send me the bill for March.", "general_inquiry"));
        corrections.put(KnownDocuments.labelled("pot", "The coffee pot leaks.", "product_defect"));
        corrections.put(KnownDocuments.labelled("machine", LEAK, "product_defect"));

        List<SimilarExample> found = examples.find(
                Stage.CLASSIFY,
                EngineTasks.task("support-email", "Our coffee machine leaks water on the counter."),
                2,
                0,
                Set.of());

        assertThat(ids(found)).containsExactly("correction:machine", "correction:pot");
        assertThat(found.getFirst().similarity()).isGreaterThan(0.5);
        assertThat(found.getLast().similarity()).isLessThan(0.5);
    }

    @Test
    void theSameTextIsWhollySimilarAndAnUnrelatedOneHardly() {
        corrections.put(KnownDocuments.labelled("same", LEAK, "product_defect"));
        corrections.put(KnownDocuments.labelled("other", "Wo finde ich die Rechnung vom Mai?", "general_inquiry"));

        assertThat(find(Stage.CLASSIFY, LEAK).getFirst().similarity()).isCloseTo(1, within(0.05));
        assertThat(find(Stage.CLASSIFY, "Do you deliver the machine to Malta on Sundays?"))
                .allSatisfy(example -> assertThat(example.similarity()).isLessThan(0.4));
    }

    @Test
    void whatIsFoundDoesNotDependOnTheOrderInWhichCorrectionsCame() {
        List<Correction> all = IntStream.range(0, 60)
                .mapToObj(i -> KnownDocuments.labelled("d" + i, LEAK + " Unit " + i % 7, "product_defect"))
                .toList();
        Corrections other = new Corrections();
        all.forEach(corrections::put);
        find(Stage.CLASSIFY, LEAK);
        all.reversed().forEach(other::put);
        other.put(KnownDocuments.labelled("gone", LEAK, "product_defect"));
        other.remove("gone");

        assertThat(new SimilarExamples(other)
                        .find(Stage.CLASSIFY, EngineTasks.task("support-email", LEAK), 5, 0, Set.of()))
                .isEqualTo(find(Stage.CLASSIFY, LEAK));
    }

    @Test
    void aNewCorrectionCountsAtOnceAndOneTakenBackNoMore() {
        assertThat(find(Stage.SUMMARIZE, LEAK)).isEmpty();

        corrections.put(
                KnownDocuments.correction("a", LEAK).setSummary("It leaks.").build());
        assertThat(ids(find(Stage.SUMMARIZE, LEAK))).containsExactly("correction:a");

        corrections.remove("a");
        assertThat(find(Stage.SUMMARIZE, LEAK)).isEmpty();
    }

    private List<SimilarExample> find(Stage stage, String text) {
        return examples.find(stage, EngineTasks.task("support-email", text), 5, 0, Set.of());
    }

    private static List<String> ids(List<SimilarExample> examples) {
        return examples.stream().map(example -> example.document().id()).toList();
    }
}
