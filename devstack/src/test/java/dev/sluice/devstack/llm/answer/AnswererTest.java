package dev.sluice.devstack.llm.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.sluice.devstack.llm.Schemas;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswererTest {
    private static final String MAIL = """
            From: Zorblat Quux <z.quux@example.com>
            To: support@shop.example
            Subject: Where is my lamp?

            Hello,

            I ordered a desk lamp on 3 March 2025 (order number 48213) for 49,90 EUR and it still has not arrived.
            The courier's tracking page says the parcel was delivered to an address in Hamburg, but I live in Berlin.
            Anna Smith from Northwind Logistics told me on March 12, 2025 to contact you.

            Kind regards,
            Zorblat Quux
            """;

    private final Answerer answerer = new Answerer();

    private JsonNode ask(String document, JsonNode schema) {
        JsonNode answer = answerer.answer(new Question("Read it.", document, Optional.of(schema)));
        assertThat(Schemas.problems(schema, answer.toString())).isEmpty();
        return answer;
    }

    /** The value of a lone field with this schema. */
    private JsonNode field(String document, String name, String schema) {
        JsonNode object = Schemas.parse("{\"type\": \"object\", \"required\": [\"" + name
                + "\"], \"additionalProperties\": false, \"properties\": {\"" + name + "\": " + schema + "}}");
        return ask(document, object).get(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\n ", "?", "a", "@", "[[", "🙂🙂🙂", "1.1.1.1.1", "From:", "Dear Sir,"})
    void fitsTheSchemaWhateverTheDocument(String document) {
        for (String step : List.of("extract", "summarize", "classify")) {
            ask(document, Schemas.of(step));
        }
    }

    @Test
    void givesNullForWhatTheDocumentDoesNotSay() {
        JsonNode fields = ask("The lamp is great. I like its light very much.", Schemas.of("extract"))
                .get("fields");
        assertThat(fields.get("customer_name").isNull()).isTrue();
        assertThat(fields.get("customer_email").isNull()).isTrue();
        assertThat(fields.get("order_id").isNull()).isTrue();
        assertThat(fields.get("order_date").isNull()).isTrue();
        assertThat(fields.get("phone").isNull()).isTrue();
    }

    @Test
    void givesNullForAListThatMayBeNullRatherThanAnEmptyOne() {
        String list = "{\"type\": %s, \"items\": {\"type\": \"string\"}}";
        assertThat(field("Nothing.", "companies", list.formatted("[\"array\", \"null\"]")))
                .isEqualTo(NullNode.instance);
        assertThat(field("Nothing.", "companies", list.formatted("\"array\""))).isEmpty();
    }

    @Test
    void writesItsReasoningFirstWhereTheSchemaAsksForIt() {
        JsonNode schema = Schemas.parse("""
                {"type": "object", "required": ["reasoning", "due_date"], "additionalProperties": false, "properties": {
                  "reasoning": {"type": "string"}, "due_date": {"type": "string", "format": "date"}}}""");

        assertThat(ask("It is due on 2025-04-03.", schema).toString())
                .startsWith("{\"reasoning\":\"The document says \\\"2025-04-03\\\"");
    }

    @Test
    void fillsFieldsFromTheText() {
        JsonNode fields = ask(MAIL, Schemas.of("extract")).get("fields");
        assertThat(fields.get("customer_name").asText()).isEqualTo("Zorblat Quux");
        assertThat(fields.get("customer_email").asText()).isEqualTo("z.quux@example.com");
        assertThat(fields.get("order_id").asText()).isEqualTo("48213");
        assertThat(fields.get("order_date").asText()).isEqualTo("2025-03-03");
        assertThat(fields.get("phone").isNull()).isTrue();
        assertThat(fields.get("issue_type").asText()).isEqualTo("delivery_issue");
    }

    @Test
    void givesEvidenceForEachFieldThatIsNotNull() {
        JsonNode answer = ask(MAIL, Schemas.of("extract"));
        assertThat(answer.get("evidence").findValuesAsText("pointer"))
                .containsExactly("/customer_name", "/customer_email", "/order_id", "/order_date", "/issue_type");
        assertThat(answer.get("evidence")).allSatisfy(evidence -> {
            assertThat(MAIL).contains(evidence.get("quote").asText());
            assertThat(answer.at("/fields" + evidence.get("pointer").asText()).isMissingNode())
                    .isFalse();
        });
    }

    @Test
    void findsEntitiesWithTheirQuotes() {
        JsonNode entities = ask(MAIL, Schemas.of("extract")).get("entities");
        assertThat(entities)
                .extracting(entity ->
                        entity.get("type").asText() + " " + entity.get("value").asText())
                .contains(
                        "person Zorblat Quux",
                        "person Anna Smith",
                        "organization Northwind Logistics",
                        "place Hamburg",
                        "place Berlin",
                        "date 2025-03-03",
                        "date 2025-03-12",
                        "amount 49.90");
        assertThat(entities)
                .allSatisfy(
                        entity -> assertThat(MAIL).contains(entity.get("quote").asText()));
        assertThat(entities)
                .filteredOn(entity -> entity.get("type").asText().equals("amount"))
                .singleElement()
                .satisfies(amount -> assertThat(amount.get("unit").asText()).isEqualTo("EUR"));
    }

    @Test
    void isLessSureOfWhatIsLessClear() {
        JsonNode schema = Schemas.parse("{\"type\": \"object\", \"properties\": {\"due_date\": {\"type\": \"string\","
                + " \"format\": \"date\"}, \"confidence\": {\"type\": \"number\"}}}");
        double clear = ask("It is due on 2025-04-03.", schema).get("confidence").asDouble();
        double dayOrMonth =
                ask("It is due on 03/04/2025.", schema).get("confidence").asDouble();
        double nothing = ask("It is due some day.", schema).get("confidence").asDouble();
        assertThat(clear).isGreaterThan(0.9);
        assertThat(dayOrMonth).isLessThan(0.8).isGreaterThan(nothing);
    }

    @Test
    void takesTheNumberThatTheDescriptionSpellsOut() {
        String schema = "{\"type\": [\"string\", \"null\"], \"description\": \"Exactly five digits.\"}";
        assertThat(field("Order 48213 for customer 1234567.", "order_id", schema)
                        .asText())
                .isEqualTo("48213");
        assertThat(field("Order 482134.", "order_id", schema).isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Due on 2025-04-30.                | 2025-04-30
                    Due on April 30th, 2025.          | 2025-04-30
                    due by 30 Apr 2025                | 2025-04-30
                    due: 30.04.2025                   | 2025-04-30
                    due 04/30/2025                    | 2025-04-30
                    due 30/04/2025                    | 2025-04-30
                    """)
    void normalisesDates(String text, String date) {
        String schema = "{\"type\": [\"string\", \"null\"], \"format\": \"date\"}";
        assertThat(field("Issued on 1 April 2025. It is " + text, "due_date", schema)
                        .asText())
                .isEqualTo(date);
    }

    @Test
    void takesNoDateForAnotherOrOneThatIsNone() {
        String schema = "{\"type\": [\"string\", \"null\"], \"format\": \"date\"}";
        assertThat(field("Issued on 1 April 2025, written on 2 April 2025.", "due_date", schema)
                        .isNull())
                .isTrue();
        assertThat(field("It is due on 31 February 2025 or 2025-13-01.", "due_date", schema)
                        .isNull())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Total: €1,234.50          | 1234.50
                    Total: 1.234,50 EUR       | 1234.50
                    Total: USD 12             | 12
                    A total of $2.5 million   | 2500000
                    Total: CHF 1'250.00       | 1250.00
                    """)
    void readsAmounts(String text, String amount) {
        String document = "Net 10.00 EUR.\n" + text;
        assertThat(field(document, "total", "{\"type\": [\"number\", \"null\"]}")
                        .decimalValue())
                .isEqualByComparingTo(amount);
    }

    @Test
    void keepsNumbersWithinTheirBounds() {
        String schema = "{\"type\": [\"integer\", \"null\"], \"minimum\": 1, \"maximum\": 5}";
        assertThat(field("My rating: 4 out of 5 stars.", "rating", schema).asInt())
                .isEqualTo(4);
        assertThat(field("My rating: 9 stars.", "rating", schema).isNull()).isTrue();
        assertThat(field("Nothing here.", "rating", "{\"type\": \"integer\", \"minimum\": 1}")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void answersYesOrNo() {
        String schema = "{\"type\": [\"boolean\", \"null\"]}";
        assertThat(field("The subscription renews automatically. Renewal is automatic.", "renewal", schema)
                        .asBoolean())
                .isTrue();
        assertThat(field("There is no renewal.", "renewal", schema).isBoolean()).isTrue();
        assertThat(field("There is no renewal.", "renewal", schema).asBoolean()).isFalse();
        assertThat(field("The lamp is red.", "renewal", schema).isNull()).isTrue();
    }

    @Test
    void readsWhatTheDocumentItselfNames() {
        assertThat(field("Colour: dark red\nSize: 12", "colour", "{\"type\": \"string\"}")
                        .asText())
                .isEqualTo("dark red");
        assertThat(field("**Governing law:** Bavaria", "governing_law", "{\"type\": [\"string\", \"null\"]}")
                        .asText())
                .isEqualTo("Bavaria");
    }

    @Test
    void followsReferencesEvenToThemselves() {
        JsonNode schema = Schemas.parse("""
                {"$ref": "#/$defs/node", "$defs": {"node": {"type": "object", "required": ["email", "child"], "properties": {
                  "email": {"type": ["string", "null"], "format": "email"},
                  "child": {"anyOf": [{"$ref": "#/$defs/node"}, {"type": "null"}]}}}}}""");
        assertThat(ask(MAIL, schema).get("email").asText()).isEqualTo("z.quux@example.com");
    }

    @Test
    void mergesAllOfAndKeepsConstants() {
        JsonNode schema = Schemas.parse("""
                {"allOf": [{"type": "object", "required": ["kind"], "properties": {"kind": {"const": "mail"}}},
                           {"type": "object", "properties": {"website": {"type": ["string", "null"]}}}]}""");
        JsonNode answer = ask("See https://example.com/lamps?id=1.", schema);
        assertThat(answer.get("kind").asText()).isEqualTo("mail");
        assertThat(answer.get("website").asText()).isEqualTo("https://example.com/lamps?id=1");
    }

    @Test
    void listsAllOfAKind() {
        String schema = "{\"type\": \"array\", \"items\": {\"type\": \"string\"}, \"maxItems\": 2}";
        String document = "Write to a@example.com, b@example.com or c@example.com.";
        assertThat(field(document, "emails", schema))
                .extracting(JsonNode::asText)
                .containsExactly("a@example.com", "b@example.com");
        assertThat(field("Acme Ltd and Borealis GmbH agree.", "parties", schema))
                .extracting(JsonNode::asText)
                .containsExactly("Acme Ltd", "Borealis GmbH");
    }

    @Test
    void readsTheRowsOfATable() {
        JsonNode items = field("""
                INVOICE
                2 x Desk lamp      19.90    39.80
                1 x Oak table     250.00   250.00
                Total                      289.80 EUR
                """, "line_items", """
                {"type": "array", "items": {"type": "object", "additionalProperties": false,
                  "required": ["description", "quantity", "unit_price", "amount"], "properties": {
                    "description": {"type": "string"}, "quantity": {"type": "integer"},
                    "unit_price": {"type": "number"}, "amount": {"type": "number"}}}}""");
        assertThat(items).hasSize(2);
        assertThat(items.at("/0/description").asText()).isEqualTo("Desk lamp");
        assertThat(items.at("/0/quantity").asInt()).isEqualTo(2);
        assertThat(items.at("/1/unit_price").asDouble()).isEqualTo(250);
        assertThat(items.at("/0/amount").asDouble()).isEqualTo(39.8);
    }

    @Test
    void classifiesByTheDescriptionsInTheInstructions() {
        JsonNode schema =
                Schemas.parse("{\"type\": \"object\", \"properties\": {\"label\": {\"enum\": [\"a1\", \"a2\"]}}}");
        String instructions =
                "Choose one:\n- a1: Reports about volcanoes and earthquakes.\n- a2: Recipes for soups and cakes.";
        String document = "The volcano was quiet for years before the earthquake.";
        assertThat(answerer.answer(new Question(instructions, document, Optional.of(schema)))
                        .get("label")
                        .asText())
                .isEqualTo("a1");
        assertThat(answerer.answer(new Question(instructions, "A cake and a soup.", Optional.of(schema)))
                        .get("label")
                        .asText())
                .isEqualTo("a2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    I want my money back, please refund me.               | refund_request
                    The parcel is late and the courier lost it.           | delivery_issue
                    The lamp arrived broken and does not work; defective. | product_defect
                    I have a question: what are your opening hours?       | general_inquiry
                    """)
    void classifiesByTheLabelsOwnWords(String document, String label) {
        JsonNode answer = ask(document, Schemas.of("classify"));
        assertThat(answer.get("label").asText()).isEqualTo(label);
        assertThat(answer.get("rationale").asText()).contains(label);
        assertThat(answer.get("alternatives").findValuesAsText("label")).doesNotContain(label);
    }

    @Test
    void takesTheCatchAllWhereNothingFitsAndIsUnsure() {
        JsonNode answer = ask("Zzz zzz zzz zzz zzz zzz.", Schemas.of("classify"));
        assertThat(answer.get("label").asText()).isEqualTo("general_inquiry");
        assertThat(answer.get("confidence").asDouble()).isLessThan(0.8);
    }

    @Test
    void summarizesWithoutGreetingsAndHeaders() {
        JsonNode answer = ask(MAIL, Schemas.of("summarize"));
        assertThat(answer.get("summary").asText())
                .startsWith("I ordered a desk lamp")
                .doesNotContain("Hello", "Subject", "\n");
        assertThat(answer.get("confidence").asDouble()).isGreaterThan(0.8);
    }

    @Test
    void answersTheSameQuestionTheSameWay() {
        JsonNode schema = Schemas.of("extract");
        assertThat(new Answerer().answer(new Question("Read it.", MAIL, Optional.of(schema))))
                .isEqualTo(ask(MAIL, schema));
    }
}
