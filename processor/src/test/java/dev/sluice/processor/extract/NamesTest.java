package dev.sluice.processor.extract;

import static dev.sluice.processor.extract.ExtractionAssertions.entities;
import static dev.sluice.processor.extract.ExtractionAssertions.extract;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.engine.EngineTasks;
import dev.sluice.schemas.avro.EntityType;
import dev.sluice.schemas.avro.Extraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Dear Sir or Madam,\nwe have a question.",
                "Dear Customer Support,\nwe have a question.",
                "Dear Acme Support,\nwe have a question.",
                "Hello everyone!\nWe have a question.",
                "Sehr geehrte Damen und Herren,\nwir haben eine Frage.",
                "Hallo liebes Team,\nwir haben eine Frage.",
                "Madame, Monsieur,\nnous avons une question.",
                "We have a question.\n\nKind regards,\nYour Support Team",
                "From: Shop Service <service@example.com>\n\nWe have an answer.",
                "Die Bestellung Kam Nie An und der Kunde war Frau.",
                "The Quick Brown Fox Jumped Over The Lazy Dog"
            })
    void findsNobodyWhereNobodyIsNamed(String text) {
        assertThat(entities(EntityType.PERSON, text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Then Mr. Smith left the room.|Smith",
                "Then Dr. Ada M. Lovelace left the room.|Ada M. Lovelace",
                "Prof. Dr. Hans Müller sprach in der Halle.|Hans Müller",
                "Ich sprach mit Frau von der Heide über den Vertrag.|von der Heide",
                "Nous avons vu Mme Dupont dans la salle.|Dupont",
                "Nous avons vu M. Jean-Luc Moreau dans la salle.|Jean-Luc Moreau",
                "The report was written by Thomas van der Berg last year.|Thomas van der Berg",
                "Later president Emmanuel Macron spoke to them.|Emmanuel Macron",
                "Hello, my name is Wanjiru Kamau and I have a question.|Wanjiru Kamau",
                "Guten Tag, mein Name ist Aylin Yıldız und ich habe eine Frage.|Aylin Yıldız",
                "Bonjour, je m'appelle Fatou Diop et j'ai une question.|Fatou Diop",
            })
    void findsPeopleByCuesInTheText(String text, String name) {
        assertThat(entities(EntityType.PERSON, text)).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: Zita Okoro <zita@example.com>\nTo: help@example.com\n\nWhere is my order?",
                "Von: Zita Okoro\n\nWo ist meine Bestellung?",
                "Where is my order?\n\nBest regards,\nZita Okoro",
                "Where is my order?\n\nThanks,\n\nZita Okoro\nSales Director",
                "Where is my order? Many thanks, Zita Okoro",
                "Wo ist meine Bestellung?\n\nMit freundlichen Grüßen\nZita Okoro",
                "Où est ma commande ?\n\nCordialement,\nZita Okoro",
                "Où est ma commande ?\n\nJe vous prie d'agréer, Madame, l'expression de mes salutations.\nZita Okoro",
                "Dear Zita Okoro,\nwhere is my order?",
                "Liebe Zita Okoro,\nwo ist meine Bestellung?",
                "Where is my order? I waited for it all week.\nZita Okoro",
                "Customer name: Zita Okoro\nOrder: 12345",
                "The weather stays fine\nBy Zita Okoro\nIt did not rain."
            })
    void findsPeopleByTheirPlaceInALetter(String text) {
        assertThat(entities(EntityType.PERSON, text)).containsExactly("Zita Okoro");
    }

    @Test
    void listsAShortFormUnderTheFullName() {
        assertThat(entities(
                        EntityType.PERSON,
                        "From: Jane Doe <jane@example.com>\n\nMs. Doe asked for a refund.\n\nThanks,\nJane"))
                .containsExactly("Jane Doe");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "It was bought by Northwind Trading Ltd in spring.|Northwind Trading Ltd",
                "It was bought by Acme, Inc. in spring.|Acme, Inc",
                "It was bought by Johnson & Johnson LLC in spring.|Johnson & Johnson LLC",
                "Es wurde von der Firma Müller Maschinenbau GmbH gekauft.|Müller Maschinenbau GmbH",
                "Es wurde von der Hansen Logistik GmbH & Co. KG gekauft.|Hansen Logistik GmbH & Co. KG",
                "Er arbeitet bei der Siemens AG und ist zufrieden.|Siemens AG",
                "Il travaille pour la société Dupont & Fils S.A. depuis longtemps.|Dupont & Fils S.A.",
                "She studies at the University of Cambridge and likes it.|University of Cambridge",
                "Sie forscht an der Universität Heidelberg über Eis.|Universität Heidelberg",
                "Elle étudie à l'Université de Lyon depuis longtemps.|Université de Lyon",
                "The rules of the European Commission are strict.|European Commission",
                "He works at the Bank of Scotland plc and likes it.|Bank of Scotland plc",
            })
    void findsOrganizations(String text, String name) {
        assertThat(entities(EntityType.ORGANIZATION, text)).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Limited offers are limited.", "The Bank is closed.", "AG and SE are letters.", "Ltd"})
    void findsNoOrganizationWithoutAName(String text) {
        assertThat(entities(EntityType.ORGANIZATION, text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "We moved from Berlin to New York City last year.|Berlin;New York City",
                "Wir sind von München nach Österreich gezogen.|München;Österreich",
                "Nous allons à Londres puis en Allemagne.|Londres;Allemagne",
                "They live in Nice with their cat.|Nice",
                "She was born in Georgia a long time ago.|Georgia"
            })
    void findsPlaces(String text, String names) {
        assertThat(String.join(";", entities(EntityType.PLACE, text))).isEqualTo(names);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Nice to meet you all.",
                "Das Essen war gut.",
                "Then Ms. Paris Hilton left.",
                "The turkey was dry, Turkey is a bird.",
                "He studies at the University of Oxford today."
            })
    void findsNoPlaceInOtherNamesAndWords(String text) {
        assertThat(entities(EntityType.PLACE, text)).isEmpty();
    }

    @Test
    void findsAllKindsInAnArticle() {
        Extraction extraction = extract(EngineTasks.task("general", """
                City council approves new tram line

                The Berlin city council approved a new tram line on 4 June 2025. The tram line will cost €320 million.
                "This is a large investment," said Mayor Anna Schneider. Siemens AG will deliver the trams.
                Critics such as Dr. Paul Weber of the University of Potsdam say that the estimate is too low.
                """));

        assertThat(entities(EntityType.PERSON, extraction)).containsExactly("Anna Schneider", "Paul Weber");
        assertThat(entities(EntityType.ORGANIZATION, extraction))
                .containsExactly("Siemens AG", "University of Potsdam");
        assertThat(entities(EntityType.PLACE, extraction)).containsExactly("Berlin");
        assertThat(entities(EntityType.DATE, extraction)).containsExactly("2025-06-04");
        assertThat(entities(EntityType.AMOUNT, extraction)).containsExactly("320000000 EUR");
        assertThat(entities(EntityType.TOPIC, extraction)).first().isEqualTo("tram line");
    }
}
