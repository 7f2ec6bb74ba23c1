package dev.sluice.console.web.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.validate.StrictJson;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FormReaderTest {
    private static final JsonPointer AT = JsonPointer.compile("/fields");
    private static final JsonNode SCHEMA = json("""
            {"type":"object","$defs":{"money":{"type":["number","null"]}},"properties":{
              "number":{"type":["string","null"]},
              "name":{"type":"string"},
              "due":{"type":["string","null"],"format":"date"},
              "total":{"$ref":"#/$defs/money"},
              "count":{"type":"integer"},
              "kind":{"enum":["goods","services",null]},
              "paid":{"anyOf":[{"type":"boolean"},{"type":"null"}]},
              "tags":{"type":"array","items":{"type":"string"}},
              "lines":{"type":["array","null"],"items":{"type":"object","properties":{
                "what":{"type":"string"},"amount":{"type":["number","null"]}}}},
              "place":{"type":["object","null"],"properties":{"city":{"type":["string","null"]}}}}}""");
    private static final JsonNode FULL = json("""
            {"number":"A-1","name":"Ada","due":"2026-11-20","total":12.50,"count":3,"kind":"goods","paid":true,
             "tags":["a","b"],"lines":[{"what":"x","amount":1.10},{"what":"y","amount":null}],"place":{"city":"Ulm"}}""");

    @Test
    void keepsATextThatIsNoNumberSoThatTheCheckObjects() {
        assertThat(read(FULL, Map.of("/fields/count", "many")).path("count").asText())
                .isEqualTo("many");
        assertThat(read(FULL, Map.of("/fields/count", "1e999999999"))
                        .path("count")
                        .isTextual())
                .isTrue();
    }

    @Test
    void keepsAChoiceThatIsNoneAndJsonThatIsNone() {
        assertThat(read(FULL, Map.of("/fields/kind", "<b>")).path("kind").asText())
                .isEqualTo("<b>");
        assertThat(read(FULL, Map.of("/fields/place", "{")).path("place").asText())
                .isEqualTo("{");
    }

    @Test
    void leavesWhatTheSchemaDoesNotKnowToTheCheck() {
        JsonNode before = json("{\"invented\":1}");

        assertThat(read(before, Map.of()).path("invented").asInt()).isEqualTo(1);
    }

    @Test
    void ignoresRowsWhoseNumberIsNone() {
        JsonNode read = read(json("{}"), Map.of("/fields/tags/-1", "a", "/fields/tags/99999999999", "b"));

        assertThat(read.path("tags")).isEmpty();
    }

    @Test
    void turnsEmptyInputsIntoNullWhereThatIsAllowed() {
        JsonNode read = read(
                FULL,
                Map.of(
                        "/fields/number", "",
                        "/fields/due", " ",
                        "/fields/total", "",
                        "/fields/kind", "",
                        "/fields/paid", ""));

        for (String name : new String[] {"number", "due", "total", "kind", "paid"}) {
            assertThat(read.path(name).isNull()).as(name).isTrue();
        }
    }

    @Test
    void leavesAnEmptyTextWhereNullIsNotAllowed() {
        assertThat(read(FULL, Map.of("/fields/name", "")).path("name").asText("?"))
                .isEmpty();
    }

    @Test
    void leavesOutARowThatIsEmptyOrWasRemoved() {
        Map<String, String> sent = new HashMap<>(Map.of("/fields/lines/1/what", "y", "/fields/lines/1/amount", "2"));
        sent.put("/fields/lines/7/what", "");
        sent.put("/fields/lines/7/amount", "");

        assertThat(read(FULL, sent).path("lines")).hasToString("[{\"what\":\"y\",\"amount\":2}]");
    }

    @Test
    void readsNumbersInFull() {
        assertThat(read(FULL, Map.of("/fields/total", "12345678901234567890.10"))
                        .path("total")
                        .decimalValue())
                .isEqualByComparingTo("12345678901234567890.10");
    }

    @Test
    void givesBackUnchangedWhatTheFormShowed() {
        Map<String, String> shown = new HashMap<>();
        collect(new FieldsForm(SCHEMA).filled(AT, FULL), shown);

        assertThat(shown).containsEntry("/fields/lines/0/amount", "1.1").containsEntry("/fields/tags/1", "b");
        assertThat(read(FULL, shown)).isEqualTo(FULL);
    }

    @Test
    void givesBackAValueOfTheWrongTypeUnchanged() {
        JsonNode wrong = json("{\"lines\":\"none\",\"due\":\"20.11.2026\",\"place\":[1]}");
        Map<String, String> shown = new HashMap<>();
        collect(new FieldsForm(SCHEMA).filled(AT, wrong), shown);

        JsonNode read = read(wrong, shown);

        assertThat(read.path("lines").asText()).isEqualTo("none");
        assertThat(read.path("due").asText()).isEqualTo("20.11.2026");
        assertThat(read.path("place")).isEqualTo(json("[1]"));
    }

    @Test
    void offersAFormWhereThereAreNoValues() {
        Map<String, String> shown = new HashMap<>();
        collect(new FieldsForm(SCHEMA).filled(AT, MissingNode.getInstance()), shown);

        assertThat(shown).containsKeys("/fields/number", "/fields/place/city");
    }

    private static JsonNode read(JsonNode before, Map<String, String> sent) {
        return new FormReader(SCHEMA, sent).read(AT, before);
    }

    private static void collect(FormNode node, Map<String, String> shown) {
        switch (node) {
            case FormNode.Input input -> shown.put(input.pointer(), input.value());
            case FormNode.Group group -> group.parts().forEach(part -> collect(part, shown));
            case FormNode.Rows rows -> rows.rows().forEach(row -> collect(row, shown));
        }
    }

    private static JsonNode json(String text) {
        try {
            return StrictJson.read(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
