package dev.sluice.processor.summarize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.engine.EngineTasks;
import dev.sluice.processor.engine.OfflineRun;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Entity;
import dev.sluice.schemas.avro.EntityType;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.Summary;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OfflineSummarizerTest {
    private static final String ARTICLE = """
            The council approved a new tram line on Wednesday. The tram line will connect the old town with the airport.
            It rained for most of the day. Residents of the western districts have waited for the tram line for twenty years.
            A dog barked outside the building. The council expects the tram line to carry forty thousand passengers a day.
            Sandwiches were served at noon. Critics say that the cost of the tram line is too high for the council.
            Construction of the tram line begins in January. The mayor wore a green coat. Nobody asked about the coat.
            """;

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\n\n\t"})
    void refusesADocumentWithoutText(String text) {
        EngineResult<Summary> result = run(EngineTasks.task("general", text));

        assertThat(result)
                .isInstanceOfSatisfying(
                        EngineResult.Unusable.class,
                        unusable ->
                                assertThat(unusable.rejection().reason()).isEqualTo(DeadLetterReason.INVALID_OUTPUT));
        assertThat(result.attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.getOutcome()).isEqualTo(AttemptOutcome.INVALID));
    }

    @Test
    void isNotSureOfATextThatHardlySaysAThing() {
        assertThat(summarize("ok see you then").getConfidence()).isLessThan(0.5);
    }

    @Test
    void isNotSureOfATableWithoutSentences() {
        String table = "12.4 13.9 44.1 18.2 77.0 12.4 99.1 17.2 11.1 10.0\n\n".repeat(100);

        assertThat(summarize(table).getConfidence()).isLessThan(0.8);
    }

    @Test
    void shortensASentenceWithoutEnd() {
        Summary summary = summarize("the word goes on and on ".repeat(2_000));

        assertThat(summary.getText()).hasSizeLessThanOrEqualTo(700).endsWith(" …");
        assertThat(summary.getConfidence()).isLessThan(0.8);
    }

    @Test
    void shortensWithoutCuttingACharacterInHalf() {
        String text = summarize("a" + "\ud83d\ude00".repeat(5_000)).getText();

        assertThat(text).hasSizeLessThanOrEqualTo(700);
        assertThat(text.codePoints().filter(c -> c >= 0xD800 && c <= 0xDFFF)).isEmpty();
    }

    @Test
    void leavesOutHeadersGreetingAndSignature() {
        Summary summary = summarize("""
                From: Jane Doe <jane@example.com>
                To: support@shop.example
                Subject: Order 48213

                Dear Support Team,

                the kettle that I bought from you leaks. Please send me another one.

                > On Monday you wrote:
                > we will help you with everything you need.

                Kind regards,
                Jane Doe
                +44 20 7946 0000
                """);

        assertThat(summary.getText()).isEqualTo("the kettle that I bought from you leaks. Please send me another one.");
        assertThat(summary.getConfidence()).isGreaterThanOrEqualTo(0.85);
    }

    @Test
    void quotesWhatTheDocumentIsAboutInItsOrder() {
        Summary summary = summarize(ARTICLE);

        assertThat(summary.getText()).contains("tram line").doesNotContain("dog", "Sandwiches", "green coat");
        assertThat(summary.getConfidence()).isGreaterThanOrEqualTo(0.8);
        int position = -1;
        for (String sentence : summary.getText().split("(?<=\\.) ", -1)) {
            int next = ARTICLE.replace('\n', ' ').indexOf(sentence);
            assertThat(next).isGreaterThan(position);
            position = next;
        }
        assertThat(summary.getText().split("(?<=\\.) ", -1)).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void keepsTheOrderWhereTheBestSentenceIsTheLast() {
        String last = "The mayors Zita Okoro and Ada Bello opened the tram line for the council in Lagos.";

        assertThat(summarize(ARTICLE + last, "Zita Okoro", "Ada Bello", "Lagos").getText())
                .startsWith("The council approved")
                .endsWith(last);
    }

    @Test
    void saysNothingTwice() {
        String once = "The tram line will connect the old town with the airport.";

        assertThat(summarize(ARTICLE + (once + " ").repeat(5)).getText().split(once, -1))
                .hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void prefersSentencesThatNameExtractedEntities() {
        String text = """
                The house is old and the garden is large and green. The house has a roof and the garden has a fence of wood.
                The garden is open and the house is closed to guests. The house is red and the garden is green in spring.
                The garden by the house was planted by Zita Okoro in Lagos. The house and the garden are for sale again.
                The garden has a pond and the house has a cellar below. The garden has a gate and the house has a door.
                """;

        assertThat(summarize(text).getText()).doesNotContain("Zita Okoro");
        assertThat(summarize(text, "Zita Okoro", "Lagos").getText()).contains("Zita Okoro");
    }

    @Test
    void sumsUpGermanAndFrenchTexts() {
        assertThat(summarize("Am 3. Mai kam z. B. Dr. Müller. Er blieb bis zum Abend im Haus.")
                        .getText())
                .isEqualTo("Am 3. Mai kam z. B. Dr. Müller. Er blieb bis zum Abend im Haus.");
        assertThat(summarize("Bonjour,\n\nla machine est en panne depuis trois jours.\n\nCordialement,\nFatou Diop")
                        .getText())
                .isEqualTo("la machine est en panne depuis trois jours.");
    }

    @Test
    void leavesOneAttempt() {
        assertThat(run(EngineTasks.task("general", ARTICLE)).attempts())
                .singleElement()
                .satisfies(attempt -> {
                    assertThat(attempt.getStage()).isEqualTo("summarize");
                    assertThat(attempt.getOutcome()).isEqualTo(AttemptOutcome.VALID);
                    assertThat(attempt.getOrigin()).isEqualTo(OfflineRun.origin());
                    assertThat(attempt.getAnswer().orElseThrow()).startsWith("{\"summary\":\"The council");
                    assertThat(attempt.getUsage()).isEmpty();
                });
    }

    private static EngineResult<Summary> run(EngineTask task) {
        return new OfflineSummarizer(Clock.systemUTC()).run(task);
    }

    private static Summary summarize(String text, String... names) {
        List<Entity> entities = List.of(names).stream()
                .map(name -> Entity.newBuilder()
                        .setType(EntityType.PERSON)
                        .setValue(name)
                        .setQuote(name)
                        .setConfidence(0.9)
                        .build())
                .toList();
        Extraction extraction = new Extraction(entities, "{}", List.of(), 0.9, Map.of(), OfflineRun.origin());
        EngineTask task =
                EngineTasks.task(EngineTasks.builtIn("general"), text, Optional.empty(), Optional.of(extraction));
        EngineResult<Summary> result = run(task);
        assertThat(result).isInstanceOf(EngineResult.Answered.class);
        return ((EngineResult.Answered<Summary>) result).value();
    }
}
