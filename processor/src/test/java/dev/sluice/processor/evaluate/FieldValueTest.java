package dev.sluice.processor.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FieldValueTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"00123\"       | \"123\"",
                "\"00123\"       | 123",
                "\"Acme Ltd\"    | \"Acme GmbH\"",
                "12              | 12.5",
                "\"1,20\"        | 120",
                "[1, 2]          | [1, 2, 2]",
                "{\"a\": 1}      | {\"b\": 1}",
                "true            | false",
            })
    void tellsValuesApart(String one, String other) throws Exception {
        assertThat(value(one)).isNotEqualTo(value(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"Acme  Ltd\\n\" | \"ACME Ltd\"",
                "38               | 38.00",
                "\"1,200.50\"     | 1200.5",
                "\"38\"           | 38",
                "[\"b\", \"A\"]   | [\"a\", \"B\"]",
                "{\"a\": 1, \"b\": null} | {\"a\": \"1.0\"}",
            })
    void doesNotMindHowAValueIsWritten(String one, String other) throws Exception {
        assertThat(value(one)).isPresent().isEqualTo(value(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\" \"", "[]", "{}", "{\"a\": null}", "[null]"})
    void seesNoValue(String json) throws Exception {
        assertThat(value(json)).isEmpty();
    }

    private static Optional<Object> value(String json) throws JsonProcessingException {
        return FieldValue.of(new ObjectMapper().readTree(json));
    }
}
