package dev.sluice.quickstart.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.quickstart.tail.Outcome.Place;
import dev.sluice.quickstart.tail.Outcome.Unreadable;
import dev.sluice.quickstart.terminal.Screen;
import dev.sluice.quickstart.terminal.Style;
import dev.sluice.schemas.avro.DeadLetterReason;
import org.junit.jupiter.api.Test;

class OutcomeTextTest {
    private static final String SUMMARY = "Ana Lopez asks where her order is, which was promised for the second of May"
            + " and has not come, and wants to know whether she can cancel it.";

    private final OutcomeText narrow = new OutcomeText(Style.PLAIN, 80, 3);

    @Test
    void saysWhyADocumentIsADeadLetter() {
        Outcome letter = Outcomes.deadLetter(
                "samples/truncated.pdf",
                DeadLetterReason.UNREADABLE,
                "The PDF ends in the middle of an object. Send the whole file again, from where it is complete.");

        assertThat(String.join("\n", narrow.lines(letter))).isEqualTo("""
                ✗       UNREADABLE           samples/truncated.pdf
                        extract: The PDF ends in the middle of an object. Send the whole file
                        again, from where it is complete.""");
    }

    @Test
    void showsSummaryAndFieldsOfAnEnrichedDocument() {
        Outcome enriched = Outcomes.enriched("mails/late.eml", "delivery_issue", SUMMARY, """
                {"order_id": "48213", "customer_name": null, "items": [], "total": 12.5, "urgent": false}""");

        assertThat(String.join("\n", narrow.lines(enriched))).isEqualTo("""
                ✓ 0.90  delivery_issue       mails/late.eml
                        Ana Lopez asks where her order is, which was promised for the second of
                        May and has not come, and wants to know whether she can cancel it.
                        order_id: 48213 · total: 12.5 · urgent: false""");
    }

    @Test
    void leavesOutWhatIsBeyondTheLines() {
        assertThat(new OutcomeText(Style.PLAIN, 60, 1)
                        .lines(Outcomes.enriched(
                                "a/very/long/path/to/a/document/that/does/not/fit.txt", "x", SUMMARY, "{}")))
                .containsExactly(
                        "✓ 0.90  x                    a/very/long/path/to/a/document…",
                        "        Ana Lopez asks where her order is, which was…");
    }

    @Test
    void breaksNoLinesForPrograms() {
        assertThat(new OutcomeText(Style.PLAIN, Screen.ENDLESS, Integer.MAX_VALUE)
                        .lines(Outcomes.enriched("a", "x", SUMMARY + "\n" + SUMMARY, "{}")))
                .hasSize(2);
    }

    @Test
    void letsNoDocumentSteerTheTerminal() {
        Outcome hostile =
                Outcomes.enriched("\u001b[2Jid", "\u001b]0;label\u0007", "\u001b[31mred", "{\"a\": \"\\u001b[1m\"}");

        assertThat(String.join("", narrow.lines(hostile))).doesNotContain("\u001b", "\u0007");
    }

    @Test
    void saysWhereARecordLiesThatCannotBeRead() {
        assertThat(narrow.lines(new Unreadable(new Place("documents.enriched", 2, 40, 0), "k", "It is empty.")))
                .containsExactly(
                        "!       cannot be read       k", "        documents.enriched-2 offset 40: It is empty.");
    }
}
