package dev.sluice.quickstart.tail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.quickstart.tail.Outcome.Place;
import dev.sluice.quickstart.tail.Outcome.Unreadable;
import dev.sluice.schemas.avro.DeadLetterReason;
import org.junit.jupiter.api.Test;

class OutcomeJsonTest {
    private final JsonMapper mapper = new JsonMapper();
    private final OutcomeJson json = new OutcomeJson();

    @Test
    void writesADeadLetterWithItsBytes() throws Exception {
        String line =
                json.line(Outcomes.deadLetter("a.pdf", DeadLetterReason.UNREADABLE, "Cut \u001b[1m off.\nAgain."));

        assertThat(line).doesNotContain("\n", "\u001b");
        JsonNode letter = mapper.readTree(line);
        assertThat(letter.path("outcome").textValue()).isEqualTo("dead-letter");
        assertThat(letter.path("record").toString()).isEqualTo("""
                {"topic":"documents.dead-letter","partition":0,"offset":3,"timestamp":"2026-05-12T10:00:00Z"}""");
        assertThat(letter.path("original_value").textValue()).isEqualTo("AQID");
        assertThat(letter.path("reason").textValue()).isEqualTo("UNREADABLE");
        assertThat(letter.path("summary").isNull()).isTrue();
        assertThat(letter.path("dead_lettered_at").textValue()).isEqualTo("2026-05-12T10:00:00Z");
    }

    @Test
    void writesTheProfilesFieldsAsAnObject() throws Exception {
        JsonNode document = mapper.readTree(
                json.line(Outcomes.enriched("a.eml", "refund_request", "Short.", "{\"order_id\":\"48213\"}")));

        assertThat(document.at("/extraction/fields/order_id").textValue()).isEqualTo("48213");
        assertThat(document.at("/gate/components/summary").doubleValue()).isEqualTo(0.9);
        assertThat(document.at("/properties/metadata/queue").textValue()).isEqualTo("vip");
        assertThat(document.at("/source/offset").longValue()).isEqualTo(5);
    }

    @Test
    void keepsFieldsThatAreNoJson() throws Exception {
        JsonNode document = mapper.readTree(json.line(Outcomes.enriched("a.eml", "x", "Short.", "{broken")));

        assertThat(document.at("/extraction/fields").textValue()).isEqualTo("{broken");
    }

    @Test
    void tellsOfRecordsThatCannotBeRead() {
        assertThat(json.line(new Unreadable(new Place("documents.enriched", 2, 40, 0), "k", "It is empty.")))
                .isEqualTo("""
                {"outcome":"unreadable","record":{"topic":"documents.enriched","partition":2,"offset":40,\
                "timestamp":"1970-01-01T00:00:00Z"},"document_id":"k","detail":"It is empty."}""");
    }
}
