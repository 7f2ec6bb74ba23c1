package dev.sluice.processor.spend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PriceFileTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "nonsense | it has no models. Begin a line",
                "m: {input: 1} | model m has no list of prices",
                "m: [] | model m has no list of prices",
                "m: [{input: 1}] | model m: output is missing or no number",
                "m: [{input: '1', output: 1}] | model m: input is missing or no number",
                "m: [{input: -0.1, output: 1}] | model m: input is negative",
                "m: [{input: 0.0000001, output: 1}] | which cannot be counted in millionths",
                "m: [{input: 1, output: 1, cached: 1}] | has an unknown [cached]. Known are [cached-input, from, input",
                "m: [{input: 1, output: 1, from: May}] | from is 'May'. Write a day such as",
                "m: [{input: 1, output: 1}, {input: 2, output: 2}] | two prices from the same day",
                "m: [ | line 1"
            })
    void saysWhatIsWrongAndWhere(String text, String expected) throws IOException {
        Path file = Files.writeString(folder.resolve("prices.yaml"), text);
        assertThatThrownBy(() -> PriceFile.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("The file of prices " + file + " (the key prices.file) is not usable: ")
                .hasMessageContaining(expected);
    }

    @Test
    void refusesAModelThatIsListedTwice() throws IOException {
        Path file = Files.writeString(
                folder.resolve("prices.yaml"), "m: [{input: 1, output: 1}]\nm: [{input: 2, output: 2}]\n");
        assertThatThrownBy(() -> PriceFile.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Duplicate");
    }

    @Test
    void saysThatThereIsNoFile() {
        assertThatThrownBy(() -> PriceFile.read(folder.resolve("nowhere")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("it cannot be read");
    }

    @Test
    void takesThePriceOfTheDay() throws IOException {
        PriceTable prices = PriceFile.read(Files.writeString(folder.resolve("prices.yaml"), """
                gpt-5-mini:
                  - input: 0.5
                    output: 4
                  - from: 2026-11-20
                    input: 0.25
                    cached-input: 0.025
                    output: 2.00
                local:
                  - from: 2026-12-01
                    input: 0
                    output: 0
                """));
        assertThat(prices.find("gpt-5-mini", NOW)).contains(new Price(250_000, 25_000, 2_000_000));
        assertThat(prices.find("gpt-5-mini", Instant.parse("2026-11-19T23:59:59.999Z")))
                .as("the cached input costs what the other does, where nothing is said")
                .contains(new Price(500_000, 500_000, 4_000_000));
        assertThat(prices.find("local", NOW)).as("not yet").isEmpty();
        assertThat(prices.find("gpt-5", NOW)).isEmpty();
    }
}
