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

final class AmountsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12345",
                "1,234.50",
                "5 pounds of flour",
                "20 francs",
                "ALL 500 items",
                "TOP 10",
                "EUR",
                "€",
                "5 %",
                "3 EUROPE",
                "$1.234.567,89.10",
                "¥500"
            })
    void findsNoAmountWithoutACurrencyThatIsSure(String text) {
        assertThat(entities(EntityType.AMOUNT, "They wrote " + text + " and left it."))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "€1,234.50|1234.50 EUR",
                "1.234,50 €|1234.50 EUR",
                "EUR 1,234.50|1234.50 EUR",
                "1 234,50 EUR|1234.50 EUR",
                "CHF 1'234.50|1234.50 CHF",
                "$89.99|89.99 USD",
                "US$ 5|5 USD",
                "C$20|20 CAD",
                "£1,000|1000 GBP",
                "1,000,000 USD|1000000 USD",
                "25 euros|25 EUR",
                "12,5 Euro|12.5 EUR",
                "-€12.50|-12.50 EUR",
                "€ -12.50|-12.50 EUR",
                "€3.5 million|3500000 EUR",
                "$2bn|2000000000 USD",
                "£10k|10000 GBP",
                "3,5 Mio. Euro|3500000 EUR",
                "2 Milliarden Euro|2000000000 EUR",
                "2 millions d'euros|2000000 EUR",
                "0.05 EUR|0.05 EUR"
            })
    void readsAmountsInManyNotations(String written, String value) {
        assertThat(entities(EntityType.AMOUNT, "They paid " + written + " for it."))
                .containsExactly(value);
    }

    @Test
    void readsASingleSeparatorByTheLanguage() {
        assertThat(amounts("Das kostet 1.234 EUR im Monat.", "de")).containsExactly("1234 EUR");
        assertThat(amounts("It costs 1,234 EUR a month.", "en")).containsExactly("1234 EUR");
    }

    @Test
    void leavesOutASeparatorThatMayBeEither() {
        assertThat(amounts("It costs 1.234 EUR a month.", "en")).isEmpty();
        assertThat(amounts("Das kostet 1,234 EUR im Monat.", "de")).isEmpty();
    }

    @Test
    void takesTheEndOfARangeForAnAmountOfItsOwn() {
        assertThat(entities(EntityType.AMOUNT, "It costs 10-20 EUR.")).containsExactly("20 EUR");
    }

    private static List<String> amounts(String text, String language) {
        return entities(EntityType.AMOUNT, extract(EngineTasks.task("general", text, language)));
    }
}
