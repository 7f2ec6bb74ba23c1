package dev.sluice.processor.extract;

import static dev.sluice.processor.extract.ExtractionAssertions.evidence;
import static dev.sluice.processor.extract.ExtractionAssertions.extract;
import static dev.sluice.processor.extract.ExtractionAssertions.fields;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.processor.engine.EngineTasks;
import dev.sluice.schemas.avro.Extraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SupportEmailFieldsTest {
    private static final String CLEAR = """
            From: Jane Doe <jane.doe@example.com>
            To: support@shop.example
            Subject: Broken blender

            Dear Support Team,

            I ordered a blender (order #73920) on March 3rd, 2024 for $89.99. It arrived on March 8, 2024, but it is
            defective: the motor overheats and the jug is cracked. Please send me a replacement.

            Kind regards,
            Jane Doe
            """;

    @Test
    void leavesFieldsNullThatTheMailDoesNotName() {
        JsonNode fields = fields(mail("The new lamp is broken and it stopped working after a day."));

        assertThat(fields.path("customer_name").isNull()).isTrue();
        assertThat(fields.path("customer_email").isNull()).isTrue();
        assertThat(fields.path("order_id").isNull()).isTrue();
        assertThat(fields.path("order_date").isNull()).isTrue();
        assertThat(fields.path("issue_type").asText()).isEqualTo("product_defect");
    }

    @Test
    void fieldsLeftNullDoNotLowerTheConfidence() {
        assertThat(mail("The new lamp is broken, cracked and leaking; it stopped working after a day.")
                        .getConfidence())
                .isGreaterThan(0.85);
    }

    @Test
    void doubtsWhatIsVague() {
        assertThat(mail("It does not work. Please help.").getConfidence()).isLessThan(0.8);
        assertThat(mail("Hello").getConfidence()).isLessThan(0.5);
    }

    @Test
    void doubtsBetweenTwoOrders() {
        Extraction extraction = mail("My orders 11111 and 22222 are both in the post. One is broken and defective.");

        assertThat(evidence(extraction, "/order_id").getConfidence()).isLessThan(0.8);
        assertThat(extraction.getConfidence()).isLessThan(0.8);
    }

    @Test
    void doubtsANumberThatNothingCallsAnOrder() {
        Extraction extraction = mail("The lamp 48213 is broken, defective and leaking.");

        assertThat(fields(extraction).path("order_id").asText()).isEqualTo("48213");
        assertThat(extraction.getConfidence()).isLessThan(0.8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "My order 482133 is broken and defective.",
                "My order 4821 is broken and defective.",
                "My order A48213B is broken and defective.",
                "My order 48213/B is broken and defective.",
                "My order is broken and defective."
            })
    void takesNoOrderNumberThatThePatternRefuses(String text) {
        assertThat(fields(mail(text)).path("order_id").isNull()).isTrue();
    }

    @Test
    void doesNotTakeTheDeliveryForTheOrderDate() {
        assertThat(fields(mail("The parcel arrived on 8 March 2024 and the lamp is broken and defective."))
                        .path("order_date")
                        .isNull())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Where is it? The delivery is late and my parcel is lost.\nTo: jo@example.com",
                "Where is my parcel? I wrote to info@example.com about the late delivery."
            })
    void doesNotTakeTheShopsAddressForTheCustomers(String text) {
        assertThat(fields(mail(text)).path("customer_email").isNull()).isTrue();
    }

    @Test
    void takesTheOnlyOtherAddressForTheCustomers() {
        assertThat(fields(mail("Where is my parcel? Please write to jo@example.com about the late delivery."))
                        .path("customer_email")
                        .asText())
                .isEqualTo("jo@example.com");
    }

    @Test
    void doubtsWhoTheCustomerIsWhereSenderAndSignatureDiffer() {
        Extraction extraction = mail("""
                From: Jane Doe <jane@example.com>

                The new lamp is broken, cracked and leaking.

                Regards,
                Bob Stone""");

        assertThat(evidence(extraction, "/customer_name").getConfidence()).isLessThan(0.8);
    }

    @Test
    void doesNotTakeADateFromAnotherSentenceThanTheOrder() {
        assertThat(fields(mail("The order was easy. On 8 March 2024 the lamp was broken and defective."))
                        .path("order_date")
                        .isNull())
                .isTrue();
    }

    @Test
    void fillsEveryFieldOfAClearMail() {
        Extraction extraction = mail(CLEAR);
        JsonNode fields = fields(extraction);

        assertThat(fields.path("customer_name").asText()).isEqualTo("Jane Doe");
        assertThat(fields.path("customer_email").asText()).isEqualTo("jane.doe@example.com");
        assertThat(fields.path("order_id").asText()).isEqualTo("73920");
        assertThat(fields.path("order_date").asText()).isEqualTo("2024-03-03");
        assertThat(fields.path("issue_type").asText()).isEqualTo("product_defect");
        assertThat(extraction.getConfidence()).isGreaterThanOrEqualTo(0.85);
        assertThat(extraction.getEvidence()).hasSize(5);
        assertThat(evidence(extraction, "/order_date").getQuote()).contains("March 3rd, 2024");
    }

    @Test
    void isAsSureAsTheLeastCertainField() {
        Extraction extraction = mail(CLEAR);

        assertThat(extraction.getConfidence())
                .isEqualTo(extraction.getEvidence().stream()
                        .mapToDouble(evidence -> evidence.getConfidence())
                        .min()
                        .orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Order number: 48213\nThe lamp is broken.",
                "Order no. 48213 is broken.",
                "Order #48213 is broken.",
                "Order#48213 is broken.",
                "The lamp is broken. My order number is 48213.",
                "The lamp of the order with the number 48213 is broken.",
                "Bestellnummer: 48213\nDie Lampe ist broken.",
                "Die Lampe aus der Bestellung 48213 ist leider broken.",
                "La lampe de la commande n° 48213 est broken."
            })
    void findsTheOrderNumberInManyNotations(String text) {
        Extraction extraction = mail(text);

        assertThat(fields(extraction).path("order_id").asText()).isEqualTo("48213");
        assertThat(evidence(extraction, "/order_id").getConfidence()).isGreaterThanOrEqualTo(0.85);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Order date: 2 May 2026\nThe lamp is broken.",
                "I ordered the lamp on 2 May 2026 and it arrived on 9 May 2026, but it is broken.",
                "The lamp is broken. My order was of May 2nd, 2026.",
                "Am 2. Mai 2026 habe ich bei Ihnen eine Lampe bestellt. Sie ist leider broken.",
                "J'ai passé commande le 2 mai 2026 et la lampe est broken."
            })
    void findsTheOrderDateInManyNotations(String text) {
        Extraction extraction = mail(text);

        assertThat(fields(extraction).path("order_date").asText()).isEqualTo("2026-05-02");
        assertThat(evidence(extraction, "/order_date").getConfidence()).isGreaterThanOrEqualTo(0.85);
    }

    @Test
    void keepsSpansInTheOriginalWhereItsWhiteSpaceWasNormalised() {
        // The assertion is in extract(): every quote is the original's text at its span.
        Extraction extraction = mail(
                "  My   order\t\t48213   is   broken,\r\n\r\n\r\ndefective  and cracked.\r\n\r\nRegards,\r\n  Zita \t Okoro  ");

        assertThat(fields(extraction).path("order_id").asText()).isEqualTo("48213");
        assertThat(fields(extraction).path("customer_name").asText()).isEqualTo("Zita Okoro");
        assertThat(evidence(extraction, "/customer_name").getQuote()).contains("Zita \t Okoro");
    }

    private static Extraction mail(String text) {
        return extract(EngineTasks.task("support-email", text));
    }
}
