package dev.sluice.processor.extract;

import static dev.sluice.processor.extract.ExtractionAssertions.entities;
import static dev.sluice.processor.extract.ExtractionAssertions.extract;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.engine.EngineTasks;
import dev.sluice.schemas.avro.EntityType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-30",
                "31 April 2024",
                "February 29, 2023",
                "32.01.2024",
                "1.13.2024",
                "2024-13-01",
                "45/45/2024",
                "0.0.2024",
                "version 1.2.2024.7",
                "10.0.12.2024",
                "call 030/12/20245",
                "12-34-5678-9012",
                "1 Marche 2024",
                "May the 4 be with you 2024",
                "the year 2024"
            })
    void findsNoDateThatDoesNotExist(String text) {
        assertThat(entities(EntityType.DATE, "It is said that " + text + " was the day."))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2024-03-01|2024-03-01",
                "2024-03-01T10:15:00Z|2024-03-01",
                "2024/03/01|2024-03-01",
                "1 March 2024|2024-03-01",
                "1st of March 2024|2024-03-01",
                "01 Mar 2024|2024-03-01",
                "01-Mar-2024|2024-03-01",
                "March 1st, 2024|2024-03-01",
                "March 1, 2024|2024-03-01",
                "Sept. 22 2024|2024-09-22",
                "29 February 2024|2024-02-29",
                "1. März 2024|2024-03-01",
                "24. Dezember 2023|2023-12-24",
                "3. Jänner 2024|2024-01-03",
                "01.03.2024|2024-03-01",
                "1. 3. 2024|2024-03-01",
                "1er mars 2024|2024-03-01",
                "14 août 2024|2024-08-14",
                "2 févr. 2024|2024-02-02",
                "25/12/2024|2024-12-25",
                "12/25/2024|2024-12-25",
                "03/03/2024|2024-03-03",
                "25-12-2024|2024-12-25"
            })
    void readsDatesInManyNotations(String written, String value) {
        assertThat(entities(EntityType.DATE, "It is said that " + written + " was the day."))
                .containsExactly(value);
    }

    @Test
    void leavesOutADateThatCouldBeTwoDays() {
        assertThat(entities(EntityType.DATE, "The meeting of 01/03/2024 was moved to the afternoon."))
                .isEmpty();
    }

    @Test
    void readsAnAmbiguousDateByTheLanguage() {
        assertThat(dates("La réunion du 01/03/2024 est reportée.", "fr")).containsExactly("2024-03-01");
        assertThat(dates("Das Treffen am 01/03/2024 fällt aus.", "de")).containsExactly("2024-03-01");
        assertThat(dates("The meeting of 01/03/2024 was moved.", "en-US")).containsExactly("2024-01-03");
        assertThat(dates("The meeting of 01/03/2024 was moved.", "en-GB")).containsExactly("2024-03-01");
    }

    @Test
    void readsAnAmbiguousDateByTheOthersInTheDocument() {
        assertThat(entities(EntityType.DATE, "The stay was from 01/03/2024 to 25/03/2024."))
                .containsExactly("2024-03-01", "2024-03-25");
        assertThat(entities(EntityType.DATE, "The stay was from 03/01/2024 to 03/25/2024."))
                .containsExactly("2024-03-01", "2024-03-25");
    }

    @Test
    void leavesOutAnAmbiguousDateWhereTheOthersDisagree() {
        assertThat(entities(EntityType.DATE, "The days were 01/03/2024, 25/03/2024 and 03/26/2024."))
                .containsExactly("2024-03-25", "2024-03-26");
    }

    @Test
    void readsAYearOfTwoDigitsOnlyInGerman() {
        assertThat(dates("Die Ware kam am 01.03.24 an.", "de")).containsExactly("2024-03-01");
        assertThat(dates("The release 01.03.24 is out.", "en")).isEmpty();
    }

    @Test
    void listsADateOnceHoweverItIsWritten() {
        assertThat(entities(EntityType.DATE, "On 1 March 2024, that is 2024-03-01, it rained."))
                .containsExactly("2024-03-01");
    }

    @Test
    void quotesADateThatIsBrokenOverTwoLines() {
        assertThat(entities(EntityType.DATE, "It was written on 1   March\n   2024 by someone."))
                .containsExactly("2024-03-01");
    }

    private static List<String> dates(String text, String language) {
        return entities(EntityType.DATE, extract(EngineTasks.task("general", text, language)));
    }
}
