package dev.sluice.processor.extract;

import static dev.sluice.processor.extract.ExtractionAssertions.evidence;
import static dev.sluice.processor.extract.ExtractionAssertions.extract;
import static dev.sluice.processor.extract.ExtractionAssertions.fields;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineTasks;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Extraction;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields of profiles that the rules know nothing of but their schema. */
final class ProfileFieldsTest {
    private static final String INVOICE = """
            INVOICE

            Vendor: Northwind Trading Ltd
            Invoice number: INV-2024-0815
            Invoice date: 03/04/2024
            Due date: 30/04/2024
            Paid: no

            Quantity  Description  Unit price  Total
            2         Widget       £40.00      £80.00
            Subtotal £80.00
            VAT 20% £16.00
            Total due: £96.00
            See https://example.com/pay?invoice=815.
            """;

    @Test
    void refusesADocumentWithoutARequiredField() {
        EngineResult<Extraction> result = new OfflineExtractor(Clock.systemUTC())
                .run(EngineTasks.task(EngineTasks.profile("""
                                {"type":"object","properties":{"serial":{"type":"string","pattern":"^SN[0-9]{6}$"}},
                                 "required":["serial"],"additionalProperties":false}"""), "The lamp is broken."));

        assertThat(result).isInstanceOfSatisfying(EngineResult.Unusable.class, unusable -> {
            assertThat(unusable.rejection().reason()).isEqualTo(DeadLetterReason.INVALID_OUTPUT);
            assertThat(unusable.rejection().detail()).contains("/serial").contains("letters");
            assertThat(unusable.rejection().detail()).contains("was not found");
        });
        assertThat(result.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.getOutcome()).isEqualTo(AttemptOutcome.INVALID);
            assertThat(attempt.getProblems()).hasSize(1);
        });
    }

    @Test
    void leavesNullWhatItDoubtsTooMuch() {
        assertThat(letter("\"mood\":{\"enum\":[\"good\",\"bad\",null]}", "Good and bad, bad and good.")
                        .path("mood")
                        .isNull())
                .isTrue();
    }

    @Test
    void claimsNoTokenWithoutEnd() {
        assertThat(letter(
                                "\"number\":{\"type\":[\"string\",\"null\"],\"pattern\":\"^[0-9]+$\"}",
                                "Number " + "1".repeat(100))
                        .path("number")
                        .isNull())
                .isTrue();
    }

    @Test
    void prefersALabelToWordsThatAreNear() {
        String text = "The amount due on 1 May 2024 is wrong.\nDue date: 30 April 2024";

        assertThat(letter("\"due_date\":{\"type\":\"string\",\"format\":\"date\"}", text)
                        .path("due_date")
                        .asText())
                .isEqualTo("2024-04-30");
    }

    @Test
    void doesNotTakeTheLabelOfAnotherKindOfValue() {
        assertThat(letter("\"invoice_number\":{\"type\":\"string\"}", "Invoice date: 1 May 2024\nInvoice no.: A-17")
                        .path("invoice_number")
                        .asText())
                .isEqualTo("A-17");
    }

    @Test
    void takesNobodyWhoSignsForAPartyForOne() {
        assertThat(letter(
                                "\"parties\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}",
                                "Between Corvin Estates Ltd and Mr Jonas Okafor.\n\nSigned: Mrs Petra Lindqvist\nSigned: Jonas Okafor")
                        .path("parties"))
                .extracting(party -> party.asText())
                .containsExactlyInAnyOrder("Corvin Estates Ltd", "Jonas Okafor");
    }

    @Test
    void takesOnlyTheFirstOfTwoNumbersOfAScale() {
        assertThat(letter("\"rating\":{\"type\":\"integer\"}", "2 out of 5 stars. It was dark.")
                        .path("rating")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void doesNotTakeASubtotalForATotal() {
        assertThat(letter("\"total\":{\"type\":\"number\"}", "Subtotal £80.00\nVAT £16.00\nTotal £96.00")
                        .path("total")
                        .decimalValue())
                .isEqualByComparingTo("96");
    }

    @Test
    void leavesOutAnOptionalPropertyThatMayNotBeNull() {
        Extraction extraction = invoice("\"serial\":{\"type\":\"string\",\"pattern\":\"^SN[0-9]{6}$\"}", "");

        assertThat(fields(extraction).has("serial")).isFalse();
    }

    @Test
    void doesNotClaimWhatBreaksAConstraint() {
        Extraction extraction = invoice("\"vendor\":{\"type\":[\"string\",\"null\"],\"maxLength\":3}", "\"vendor\"");

        assertThat(fields(extraction).path("vendor").isNull()).isTrue();
        assertThat(extraction.getEvidence()).isEmpty();
    }

    @Test
    void doesNotTakeAnyWordForAPatternThatAnyWordMeets() {
        Extraction extraction =
                invoice("\"colour\":{\"type\":[\"string\",\"null\"],\"pattern\":\"^[A-Za-z]+$\"}", "\"colour\"");

        assertThat(fields(extraction).path("colour").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "vendor|{\"type\":[\"string\",\"null\"]}|\"Northwind Trading Ltd\"",
                "supplier_name|{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}|\"Northwind Trading Ltd\"",
                "invoice_number|{\"type\":\"string\"}|\"INV-2024-0815\"",
                "invoiceNumber|{\"type\":\"string\",\"pattern\":\"^INV-[0-9-]+$\"}|\"INV-2024-0815\"",
                "invoice_date|{\"type\":\"string\",\"format\":\"date\"}|\"2024-04-03\"",
                "due_date|{\"type\":\"string\",\"format\":\"date\"}|\"2024-04-30\"",
                "total_amount|{\"type\":\"number\"}|96.0",
                "subtotal|{\"type\":\"number\"}|80.0",
                "vat|{\"type\":\"number\",\"minimum\":1}|16.0",
                "currency|{\"type\":\"string\",\"pattern\":\"^[A-Z]{3}$\"}|\"GBP\"",
                "currency|{\"enum\":[\"EUR\",\"GBP\",\"USD\"]}|\"GBP\"",
                "paid|{\"type\":\"boolean\"}|false",
                "link|{\"type\":\"string\",\"format\":\"uri\"}|\"https://example.com/pay?invoice=815\"",
                "dates|{\"type\":\"array\",\"items\":{\"type\":\"string\",\"format\":\"date\"}}|[\"2024-04-03\",\"2024-04-30\"]",
                "companies|{\"type\":\"array\",\"items\":{\"type\":\"string\"}}|[\"Northwind Trading Ltd\"]",
                "shipping_date|{\"type\":[\"string\",\"null\"],\"format\":\"date\"}|null",
                "phone|{\"type\":[\"string\",\"null\"]}|null",
                "discount|{\"type\":[\"number\",\"null\"]}|null",
                "kind|{\"const\":\"invoice\"}|\"invoice\""
            })
    void fillsFieldsByTheirSchema(String name, String schema, String expected) throws Exception {
        Extraction extraction = invoice("\"" + name + "\":" + schema, "\"" + name + "\"");

        assertThat(fields(extraction).path(name).toString()).isEqualTo(expected);
        if (!expected.equals("null") && !expected.startsWith("[")) {
            assertThat(evidence(extraction, "/" + name).getConfidence()).isGreaterThanOrEqualTo(0.8);
        }
    }

    @Test
    void fillsNestedObjects() {
        Extraction extraction = invoice("""
                "payment":{"type":["object","null"],"properties":{"due_date":{"type":"string","format":"date"},
                  "total":{"type":"number"}},"required":["due_date","total"]},
                "shipment":{"type":["object","null"],"properties":{"tracking_number":{"type":"string"}},
                  "required":["tracking_number"]}""", "\"payment\",\"shipment\"");
        JsonNode fields = fields(extraction);

        assertThat(fields.at("/payment/due_date").asText()).isEqualTo("2024-04-30");
        assertThat(fields.at("/payment/total").decimalValue()).isEqualByComparingTo("96");
        assertThat(fields.path("shipment").isNull()).isTrue();
        assertThat(evidence(extraction, "/payment/due_date").getQuote()).contains("30/04/2024");
    }

    @Test
    void choosesAValueByItsOwnWords() {
        Extraction extraction = extract(EngineTasks.task(
                EngineTasks.profile("""
                        {"type":"object","properties":{"payment_method":{"enum":["credit_card","bank_transfer","cash"]}},
                         "required":["payment_method"]}"""),
                "I would like to pay by bank transfer, as the transfer to your bank is free."));

        assertThat(fields(extraction).path("payment_method").asText()).isEqualTo("bank_transfer");
        assertThat(extraction.getConfidence()).isGreaterThan(0.8);
    }

    private static JsonNode letter(String property, String text) {
        return fields(extract(EngineTasks.task(
                EngineTasks.profile("{\"type\":\"object\",\"properties\":{" + property + "}}"), text)));
    }

    private static Extraction invoice(String properties, String required) {
        return extract(EngineTasks.task(
                EngineTasks.profile("{\"type\":\"object\",\"properties\":{" + properties + "},\"required\":[" + required
                        + "],\"additionalProperties\":false}"),
                INVOICE));
    }
}
