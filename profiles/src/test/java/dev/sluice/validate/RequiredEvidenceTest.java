package dev.sluice.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RequiredEvidenceTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aTextAndANumberMustBeSaid() throws IOException {
        assertThat(stated(
                        "{\"name\":{\"type\":\"string\"},\"price\":{\"type\":\"number\"}}",
                        "{\"name\":\"a\",\"price\":1}"))
                .containsExactly("/name true", "/price true");
    }

    @Test
    void aRatingAMarkedFieldAndADurationNeedAQuoteThatSaysWhy() throws IOException {
        String schema = """
                {"stars": {"type": "integer", "minimum": 1, "maximum": 5},
                 "percent": {"type": "integer", "minimum": 0, "maximum": 100},
                 "seats": {"type": "integer", "minimum": 1, "maximum": 8, "x-inferred": false},
                 "mood": {"type": "string", "x-inferred": true},
                 "lasts": {"type": "string", "format": "duration"}}""";
        assertThat(stated(schema, "{\"stars\":5,\"percent\":5,\"seats\":5,\"mood\":\"glad\",\"lasts\":\"P1Y\"}"))
                .containsExactly("/stars false", "/percent true", "/seats true", "/mood false", "/lasts false");
    }

    @Test
    void aChoiceATruthValueAndNullNeedNone() throws IOException {
        String schema =
                "{\"level\":{\"enum\":[\"cheap\"]},\"open\":{\"type\":\"boolean\"},\"name\":{\"type\":\"string\"}}";
        assertThat(stated(schema, "{\"level\":\"cheap\",\"open\":true,\"name\":null}"))
                .isEmpty();
    }

    private static List<String> stated(String properties, String fields) throws IOException {
        return RequiredEvidence.of(JSON.readTree(fields), JSON.readTree("{\"properties\":" + properties + "}")).stream()
                .map(required -> required.pointer() + " " + required.stated())
                .toList();
    }
}
