package dev.sluice.processor.extract;

import static dev.sluice.processor.extract.ExtractionAssertions.entities;
import static dev.sluice.processor.extract.ExtractionAssertions.extract;
import static dev.sluice.processor.extract.ExtractionAssertions.fields;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.engine.EngineTasks;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.EntityType;
import dev.sluice.schemas.avro.Extraction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OfflineExtractorTest {
    private static final String LETTER = """
            Paris, le 14 juillet 2023

            Madame, Monsieur,

            Je vous écris au sujet du contrat signé avec la société Dupont & Fils S.A. à Lyon. Le montant de 2 500,75 euros
            a été prélevé deux fois. Je vous demande de me rembourser ce montant.

            Je vous prie d'agréer, Madame, Monsieur, l'expression de mes salutations distinguées.

            Jean-Luc Moreau
            """;

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n", "?!", "ok see you then", "42"})
    void isNotSureOfADocumentThatSaysNothing(String text) {
        Extraction extraction = extract(EngineTasks.task("general", text));

        assertThat(extraction.getEntities()).isEmpty();
        assertThat(extraction.getConfidence()).isLessThanOrEqualTo(0.3);
    }

    @Test
    void isNotSureOfADocumentThatIsVague() {
        Extraction extraction = extract(EngineTasks.task(
                "general", "Somebody should do something about the broken thing over there, it is quite strange."));

        assertThat(extraction.getConfidence()).isLessThan(0.8);
    }

    @Test
    void isSureOfADocumentWithAClearSubject() {
        Extraction extraction = extract(EngineTasks.task("general", """
                Sourdough bread needs a starter. The starter is fed every day. Feed the starter with flour and water.
                Without a starter the bread does not rise, and bread that does not rise is heavy."""));

        assertThat(entities(EntityType.TOPIC, extraction)).contains("starter");
        assertThat(extraction.getConfidence()).isGreaterThanOrEqualTo(0.8);
    }

    @Test
    void takesNoNameForATopic() {
        assertThat(
                        entities(
                                EntityType.TOPIC,
                                "It was Northwind Trading Ltd that paid for it. And Dr. Zita Okoro is at Northwind Trading Ltd, too."))
                .isEmpty();
    }

    @Test
    void claimsNoFactBelowItsFloor() {
        Extraction extraction = extract(EngineTasks.task("general", LETTER));

        assertThat(extraction.getEntities())
                .filteredOn(entity -> entity.getType() != EntityType.TOPIC)
                .isNotEmpty()
                .allSatisfy(entity -> assertThat(entity.getConfidence()).isGreaterThanOrEqualTo(0.8));
    }

    @Test
    void readsAFrenchLetter() {
        Extraction extraction = extract(EngineTasks.task("general", LETTER));

        assertThat(entities(EntityType.PERSON, extraction)).containsExactly("Jean-Luc Moreau");
        assertThat(entities(EntityType.ORGANIZATION, extraction)).containsExactly("Dupont & Fils S.A.");
        assertThat(entities(EntityType.PLACE, extraction)).containsExactly("Paris", "Lyon");
        assertThat(entities(EntityType.DATE, extraction)).containsExactly("2023-07-14");
        assertThat(entities(EntityType.AMOUNT, extraction)).containsExactly("2500.75 EUR");
        assertThat(fields(extraction).path("author").asText()).isEqualTo("Jean-Luc Moreau");
        assertThat(fields(extraction).path("document_date").asText()).isEqualTo("2023-07-14");
        assertThat(extraction.getConfidence()).isGreaterThanOrEqualTo(0.8);
    }

    @Test
    void takesAnotherDateForTheDocumentsOwnOnlyByItsLabel() {
        assertThat(general("Due date: 30 April 2024\nDate: 3 April 2024\n")
                        .path("document_date")
                        .asText())
                .isEqualTo("2024-04-03");
        assertThat(general("Lieferdatum: 30.04.2024\nRechnungsdatum: 03.04.2024\n")
                        .path("document_date")
                        .asText())
                .isEqualTo("2024-04-03");
        assertThat(general("Due date: 30 April 2024\n").path("document_date").isNull())
                .isTrue();
    }

    @Test
    void takesAnOrganizationForTheAuthorIfItSentTheDocument() {
        assertThat(general("From: Acme Ltd <info@acme.example>\n\nWe bought Northwind Ltd.")
                        .path("author")
                        .asText())
                .isEqualTo("Acme Ltd");
        assertThat(general("We bought Northwind Ltd.").path("author").isNull()).isTrue();
    }

    @Test
    void readsAGermanArticle() {
        Extraction extraction = extract(EngineTasks.task("general", """
                Die Hafenbehörde hat am 3. Februar 2025 den Bau eines neuen Terminals in Hamburg genehmigt. Der Bau soll
                1,2 Mrd. Euro kosten. „Der Bau stärkt den Hafen“, sagte Bürgermeister Peter Tschentscher. Kritiker wie
                Prof. Dr. Sabine Krüger von der Universität Bremen warnen vor den Folgen. Die Nordsee Logistik GmbH & Co. KG
                will den Hafen betreiben."""));

        assertThat(entities(EntityType.PERSON, extraction)).containsExactly("Peter Tschentscher", "Sabine Krüger");
        assertThat(entities(EntityType.ORGANIZATION, extraction))
                .containsExactly("Universität Bremen", "Nordsee Logistik GmbH & Co. KG");
        assertThat(entities(EntityType.PLACE, extraction)).containsExactly("Hamburg");
        assertThat(entities(EntityType.DATE, extraction)).containsExactly("2025-02-03");
        assertThat(entities(EntityType.AMOUNT, extraction)).containsExactly("1200000000 EUR");
        assertThat(entities(EntityType.TOPIC, extraction)).contains("Hafen", "Bau");
    }

    @Test
    void leavesOneAttemptWithItsAnswerAndTimes() throws Exception {
        Instant start = Instant.parse("2026-11-20T12:00:00Z");
        EngineResult<Extraction> result =
                new OfflineExtractor(new SteppingClock(start)).run(EngineTasks.task("general", LETTER));

        assertThat(result.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.getStage()).isEqualTo("extract");
            assertThat(attempt.getOrigin().getEngine()).isEqualTo("offline");
            assertThat(attempt.getOrigin().getModel()).isEmpty();
            assertThat(attempt.getStartedAt()).isEqualTo(start);
            assertThat(attempt.getDurationMs()).isEqualTo(250);
            assertThat(attempt.getOutcome()).isEqualTo(AttemptOutcome.VALID);
            assertThat(attempt.getUsage()).isEmpty();
            assertThat(new ObjectMapper()
                            .readTree(attempt.getAnswer().orElseThrow())
                            .path("entities"))
                    .isNotEmpty();
        });
    }

    @Test
    void givesTheSameResultEveryTime() {
        EngineTask task = EngineTasks.task("support-email", LETTER);

        assertThat(extract(task)).isEqualTo(extract(task));
    }

    @Test
    void listsNoMoreThanFortyEntitiesOfAType() {
        StringBuilder text = new StringBuilder("Prices:");
        for (int i = 1; i <= 500; i++) {
            text.append(" EUR ").append(i).append(".50,");
        }

        assertThat(entities(EntityType.AMOUNT, text.toString())).hasSize(40);
    }

    private static JsonNode general(String text) {
        return fields(extract(EngineTasks.task("general", text)));
    }

    /** A quarter of a second later each time. */
    private static final class SteppingClock extends Clock {
        private Instant next;

        SteppingClock(Instant start) {
            next = start;
        }

        @Override
        public Instant instant() {
            Instant now = next;
            next = now.plus(Duration.ofMillis(250));
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("the tests need none");
        }
    }
}
