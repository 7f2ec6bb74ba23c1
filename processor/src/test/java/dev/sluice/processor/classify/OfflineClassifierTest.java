package dev.sluice.processor.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.engine.EngineTasks;
import dev.sluice.processor.example.Corrections;
import dev.sluice.processor.example.KnownDocuments;
import dev.sluice.processor.example.SimilarExamples;
import dev.sluice.profile.Category;
import dev.sluice.profile.Profile;
import dev.sluice.schemas.avro.AlternativeLabel;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.Correction;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OfflineClassifierTest {
    private static final List<Category> FRUIT = List.of(
            new Category("apple", "Apples.", Map.of("apple", 1.0, "cider", 1.0, "apple pie", 1.0)),
            new Category("pear", "Pears.", Map.of("pear", 1.0, "perry", 1.0, "pear tart", 1.0)),
            new Category("rest", "Any other.", Map.of()));
    private static final Profile FRUIT_PROFILE = EngineTasks.profile("{\"type\":\"object\",\"properties\":{}}", FRUIT);

    private final Corrections corrections = new Corrections();
    private final OfflineClassifier classifier =
            new OfflineClassifier(new SimilarExamples(corrections), Clock.systemUTC());

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "Nothing of the kind.", "Pineapples and spears.", "1234567890"})
    void guessesWithLittleConfidenceWhereNothingSpeaksForALabel(String text) {
        Classification result = classify(FRUIT, text);

        assertThat(result.getLabel()).isEqualTo("rest");
        assertThat(result.getConfidence()).isLessThanOrEqualTo(0.3);
        assertThat(result.getAlternatives()).isEmpty();
        assertThat(result.getRationale()).contains("guess");
    }

    @Test
    void guessesTheFirstLabelWhereNoneIsForTheRest() {
        assertThat(classify(FRUIT.subList(0, 2), "Nothing of the kind.").getLabel())
                .isEqualTo("apple");
    }

    @Test
    void doubtsBetweenTwoLabelsWithTheSameEvidence() {
        Classification result = classify(FRUIT, "An apple and a pear, cider and perry.");

        assertThat(result.getConfidence()).isLessThan(0.5);
        assertThat(result.getAlternatives())
                .singleElement()
                .extracting(AlternativeLabel::getConfidence)
                .isEqualTo(result.getConfidence());
        assertThat(result.getRationale()).contains("as much speaks for pear");
    }

    @Test
    void doubtsASingleKeyword() {
        assertThat(classify(FRUIT, "There was an apple on the table.").getConfidence())
                .isBetween(0.4, 0.75);
    }

    @Test
    void doubtsStrayKeywordsInALongText() {
        String text = "There is nothing of interest on this long page. ".repeat(500) + "An apple, cider.";

        assertThat(classify(FRUIT, text).getConfidence()).isLessThan(0.5);
    }

    @Test
    void isSureWithAClearMargin() {
        Classification result = classify(FRUIT, "Apple pie with cider, and apples again. No pear.");

        assertThat(result.getLabel()).isEqualTo("apple");
        assertThat(result.getConfidence()).isGreaterThanOrEqualTo(0.85);
        assertThat(result.getAlternatives())
                .extracting(AlternativeLabel::getLabel)
                .containsExactly("pear");
        assertThat(result.getRationale()).contains("\"Apple pie\"", "\"cider\"");
    }

    @Test
    void listsAlternativesInFallingOrder() {
        List<Category> letters = List.of(
                new Category("a", "A.", Map.of("alpha", 1.0)),
                new Category("b", "B.", Map.of("beta", 1.0, "bravo", 1.0)),
                new Category("c", "C.", Map.of("gamma", 1.0, "charlie", 1.0, "cesar", 1.0)));

        Classification result = classify(letters, "Alpha, beta, bravo, gamma, charlie, cesar.");

        assertThat(result.getLabel()).isEqualTo("c");
        assertThat(result.getAlternatives())
                .extracting(AlternativeLabel::getLabel)
                .containsExactly("b", "a");
        assertThat(result.getAlternatives())
                .extracting(AlternativeLabel::getConfidence)
                .isSortedAccordingTo((one, other) -> Double.compare(other, one));
    }

    @Test
    void countsAWordForThePhraseThatExplainsIt() {
        List<Category> categories = List.of(
                new Category("question", "Question.", Map.of("do you ship", 1.0, "could", 1.0)),
                new Category("delivery", "Delivery.", Map.of("do", 1.0, "late", 1.0)));

        Classification result = classify(categories, "Do you ship to Iceland?");

        assertThat(result.getLabel()).isEqualTo("question");
        assertThat(result.getAlternatives()).isEmpty();
    }

    @Test
    void countsHeavierKeywordsMore() {
        List<Category> categories = List.of(
                new Category("light", "Light.", Map.of("lamp", 1.0, "bulb", 1.0)),
                new Category("heavy", "Heavy.", Map.of("anvil", 3.0)));

        assertThat(classify(categories, "A lamp on an anvil.").getLabel()).isEqualTo("heavy");
    }

    @Test
    void readsTheTitleToo() {
        EngineTask task = EngineTasks.titled(
                EngineTasks.profile("{\"type\":\"object\",\"properties\":{}}", FRUIT),
                "Perry and pear tart",
                "See above.");

        assertThat(classify(task).getLabel()).isEqualTo("pear");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I want a refund for this. Please send my money back, I cancel my order.|refund_request",
                "My parcel has not arrived, the tracking number shows nothing. Is the package lost?|delivery_issue",
                "The kettle is defective, it leaks and the lid is cracked. I need a repair.|product_defect",
                "Could you tell me your opening hours? And do you offer a gift card?|general_inquiry",
            })
    void tellsSupportMailsApart(String text, String label) {
        Classification result = classify(EngineTasks.task("support-email", text));

        assertThat(result.getLabel()).isEqualTo(label);
        assertThat(result.getConfidence()).isGreaterThanOrEqualTo(0.85);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de|Die Bestellung wurde beschädigt, zwei Bestellungen fehlen.|Bestellung|beschädigt",
                "fr|Les livraisons sont en retard, la livraison du colis aussi.|livraison|colis",
                "en|He cancelled the order and cancels all.|cancel|order"
            })
    void matchesFormsOfAWordByLanguage(String language, String text, String one, String other) {
        List<Category> categories = List.of(
                new Category("hit", "Hit.", Map.of(one.toLowerCase(Locale.ROOT), 1.0, other, 1.0)),
                new Category("miss", "Miss.", Map.of("tree", 1.0)));
        EngineTask task = EngineTasks.task(
                EngineTasks.profile("{\"type\":\"object\",\"properties\":{}}", categories),
                text,
                Optional.of(language),
                Optional.empty());

        assertThat(classify(task).getLabel()).isEqualTo("hit");
        assertThat(classify(task).getConfidence()).isGreaterThan(0.85);
    }

    @Test
    void leavesOneAttempt() {
        EngineResult<Classification> result = classifier.run(EngineTasks.task("support-email", "Where is my parcel?"));

        assertThat(result.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.getStage()).isEqualTo("classify");
            assertThat(attempt.getOutcome()).isEqualTo(AttemptOutcome.VALID);
            assertThat(attempt.getOrigin().getEngine()).isEqualTo("offline");
            assertThat(attempt.getAnswer().orElseThrow()).contains("\"label\":\"delivery_issue\"");
            assertThat(attempt.getUsage()).isEmpty();
        });
    }

    @Test
    void anExampleThatIsHardlyAlikeSaysNothing() {
        String text = "There was an apple on the table.";
        Classification without = classify(FRUIT, text);
        corrections.put(letter("c1", "There was a monkey on the roof, and then another one.", "pear"));

        assertThat(classify(FRUIT, text)).isEqualTo(without);
    }

    @Test
    void aLabelThatTheProfileDoesNotHaveIsNeverGiven() {
        corrections.put(letter("c1", "Nothing of the kind.", "plum"));

        assertThat(classify(FRUIT, "Nothing of the kind.").getLabel()).isEqualTo("rest");
    }

    @Test
    void doubtsBetweenKeywordsAndAnExampleThatIsOnlySomewhatAlike() {
        corrections.put(letter("c1", "An apple pie, warm, with cider and cream on a Sunday in May for two.", "pear"));
        corrections.put(letter("c2", "The weather was fine and nobody came to see us.", "rest"));

        Classification result = classify(FRUIT, "An apple pie, warm, with cider and a sharp knife, for ten people.");

        assertThat(result.getConfidence()).isLessThan(0.6);
        assertThat(result.getAlternatives()).isNotEmpty();
    }

    @Test
    void doubtsWhereExamplesContradictEachOther() {
        corrections.put(letter("c1", "Nothing of the kind, they said.", "apple"));
        corrections.put(letter("c2", "Nothing of the kind, they said.", "pear"));

        Classification result = classify(FRUIT, "Nothing of the kind, they said.");

        assertThat(result.getConfidence()).isLessThanOrEqualTo(0.5);
        assertThat(result.getAlternatives())
                .singleElement()
                .extracting(AlternativeLabel::getConfidence)
                .isEqualTo(result.getConfidence());
    }

    @Test
    void followsACorrectionOfNearlyTheSameTextAgainstItsKeywords() {
        String text = "One apple pie and one jug of cider for the table at the window, as every Friday.";
        assertThat(classify(FRUIT, text).getLabel()).isEqualTo("apple");
        corrections.put(letter("c1", text, "pear"));

        Classification result = classify(FRUIT, text);

        assertThat(result.getLabel()).isEqualTo("pear");
        assertThat(result.getConfidence()).isBetween(0.8, 0.95);
        assertThat(result.getRationale()).contains("correction:c1");
        assertThat(result.getAlternatives())
                .extracting(AlternativeLabel::getLabel)
                .containsExactly("apple");
    }

    @Test
    void namesTheExamplesThatVoted() {
        corrections.put(letter("c1", "Nothing of the kind, they said.", "pear"));
        EngineTask task = EngineTasks.task(FRUIT_PROFILE, "Nothing of the kind, they said.");

        assertThat(classifier.run(task).attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.getExamples()).containsExactly("correction:c1"));
    }

    private static Correction letter(String id, String text, String label) {
        return KnownDocuments.correction(id, text)
                .setProfile("letters")
                .setLabel(label)
                .build();
    }

    private Classification classify(List<Category> categories, String text) {
        return classify(
                EngineTasks.task(EngineTasks.profile("{\"type\":\"object\",\"properties\":{}}", categories), text));
    }

    private Classification classify(EngineTask task) {
        EngineResult<Classification> result = classifier.run(task);
        assertThat(result).isInstanceOf(EngineResult.Answered.class);
        Classification classification = ((EngineResult.Answered<Classification>) result).value();
        assertThat(task.profile().labels()).contains(classification.getLabel());
        return classification;
    }
}
