package dev.sluice.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StatedValueTest {

    // ---- what the words do not say

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "John Smith | Yours, Jane Smith",
                "54321 | order 12345",
                "2345 | order 12345",
                "2026-05-02 | on 3 May 2026",
                "2026-05-02 | 02/05/2025",
                "2026-05-02 | in May 2026",
                "2026-05-02 | order 48213",
                "jane@example.com | write to john@example.com",
                "+49 30 1234567 | call 030 7654321",
                "EUR | 49.90 dollars",
                "ABC-123 | the number ABC-1234",
            })
    void refusesATextThatTheWordsDoNotSay(String value, String words) {
        assertThat(StatedValue.agrees(TextNode.valueOf(value), words)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1234.5 | it costs 1.235,50",
                "12 | it costs 1,234.50",
                "7 | two lamps",
                "1234567 | 1.234,567 units",
                "50 | for a long time"
            })
    void refusesANumberThatTheWordsDoNotSay(String value, String words) {
        assertThat(says(value, words)).isFalse();
    }

    // ---- the many ways to say it

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Jane Doe | yours, JANE  DOE",
                "Jane Doe | Doe, Jane",
                "José Álvarez | Jose Alvarez",
                "DE89370400440532013000 | IBAN: DE89 3704 0044 0532 0130 00",
                "ABC-123 | the number abc 123",
                "jane@example.com | jane (at) example (dot) com",
                "jane@example.com | Jane@Example.com wrote",
                "+49 30 1234567 | call 030/123 45 67",
                "+49301234567 | +49 (30) 123-4567",
                "EUR | 49,90 €",
                "49.90 | EUR 49,90",
            })
    void takesATextHoweverItIsWritten(String value, String words) {
        assertThat(StatedValue.agrees(TextNode.valueOf(value), words)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1234.5 | 1.234,50 EUR",
                "1234.50 | 1,234.50",
                "1234.5 | CHF 1'234.50",
                "1234.5 | 1 234,5 €",
                "1234567 | 1.234.567 units",
                "1234 | 1,234 items",
                "1500000 | 1.5 million",
                "2000000 | 2 Mio. Euro",
                "0.19 | 19 % VAT",
                "19 | 19% VAT",
                "2 | I ordered two lamps",
                "12 | ein Dutzend Eier",
                "-5 | a credit of 5.00",
                "10 | 10 20",
            })
    void takesANumberHoweverItIsWritten(String value, String words) {
        assertThat(says(value, words)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-05-02 | 2026-05-02",
                "2026-05-02 | 02/05/2026",
                "2026-05-02 | 05/02/2026",
                "2026-05-02 | 2.5.26",
                "2026-05-02 | on 2 May 2026",
                "2026-05-02 | May 2nd, 2026",
                "2026-05-02 | 2. Mai 2026",
                "2026-03-01 | 1er mars 2026",
                "2026-05-02 | 2 de mayo de 2026",
                "2026-08-09 | le 9 août 2026",
                "2026-05-02 | on 2 May",
                "2026-05-02 | am 2.5.",
                "2026-05-02 | 20260502",
                "2026-05-01 | in May 2026",
                "2026-05-31 | by the end of May 2026",
                "2026-05-02 | yesterday",
                "2026-05-02 | letzten Montag",
                "2026-05-02T10:00:00Z | 2 May 2026 at ten",
            })
    void takesADateHoweverItIsWritten(String value, String words) {
        assertThat(StatedValue.agrees(TextNode.valueOf(value), words)).isTrue();
    }

    @Test
    void survivesNumbersWithoutEnd() {
        assertThat(says("1", "9".repeat(100_000))).isFalse();
        assertThat(StatedValue.agrees(TextNode.valueOf("2026-05-02"), "1.1.".repeat(50_000)))
                .isFalse();
    }

    private static boolean says(String number, String words) {
        return StatedValue.agrees(DecimalNode.valueOf(new BigDecimal(number)), words);
    }
}
