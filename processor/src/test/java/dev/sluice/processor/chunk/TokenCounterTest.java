package dev.sluice.processor.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCounterTest {

    @ParameterizedTest
    @CsvSource({"'', 0", "Hello, 1", "Hello world, 2", "12345, 2"})
    void countsByTheTableOfTheModel(String text, int tokens) {
        assertThat(TokenCounter.count(text)).isEqualTo(tokens);
    }

    @Test
    void takesSpecialTokensInATextForText() {
        assertThat(TokenCounter.count("<|endoftext|>")).isGreaterThan(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "Überraschung", "契約書", "\uD83D\uDE00", "\uD83D", "ᏣᎳᎩ"})
    void knowsABoundWithoutCounting(String text) {
        String many = text.repeat(3_000);
        assertThat(TokenCounter.count(many)).isPositive();
        assertThat(TokenCounter.atMost(many)).isGreaterThanOrEqualTo(TokenCounter.count(many));
    }
}
