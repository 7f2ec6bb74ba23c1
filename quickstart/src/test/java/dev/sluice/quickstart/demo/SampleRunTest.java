package dev.sluice.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.quickstart.demo.Expectation.DeadLetter;
import dev.sluice.quickstart.demo.Expectation.Enriched;
import dev.sluice.quickstart.tail.Outcomes;
import dev.sluice.quickstart.terminal.Screen;
import dev.sluice.quickstart.terminal.Style;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.RawDocument;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SampleRunTest {
    private final SampleRun run = new SampleRun(List.of(
            sample("mail", new Enriched("refund_request", "support-email")),
            sample("late", new Enriched("refund_request", "support-email")),
            sample("broken", new DeadLetter("UNREADABLE", Optional.empty()))));

    @Test
    void namesEveryOutcomeThatWasNotExpected() {
        run.note(Outcomes.deadLetter("mail", DeadLetterReason.UNREADABLE, "x"));
        run.note(Outcomes.enriched("broken", "refund_request", "x", "{}"));

        assertThat(run.differences())
                .containsExactly(
                        "mail: expected enriched as refund_request by the profile support-email",
                        "broken: expected a dead letter for UNREADABLE",
                        "late: no outcome, expected enriched as refund_request by the profile support-email");
    }

    @Test
    void isNotContentWithAnotherLabelOrReason() {
        assertThat(run.note(Outcomes.enriched("mail", "delivery_issue", "x", "{}")))
                .isPresent();
        assertThat(run.note(Outcomes.deadLetter("broken", DeadLetterReason.TOO_LARGE, "x")))
                .isPresent();
    }

    @Test
    void doesNotCountTheDocumentsOfOthers() {
        assertThat(run.note(Outcomes.enriched("else", "delivery_issue", "x", "{}")))
                .isEmpty();

        assertThat(run.open()).containsExactly("mail", "late", "broken");
    }

    @Test
    void saysThatAllWentAsExpected() {
        run.note(Outcomes.enriched("mail", "refund_request", "x", "{}"));
        run.note(Outcomes.enriched("late", "refund_request", "x", "{}"));
        run.note(Outcomes.deadLetter("broken", DeadLetterReason.UNREADABLE, "x"));
        Screen screen = new Screen(new PrintStream(PrintStream.nullOutputStream()), 80, Style.PLAIN);

        assertThat(new QuickstartText(screen, "./sluice").result(run, Duration.ofSeconds(9), Duration.ofSeconds(11)))
                .containsExactly(
                        "",
                        "✓ 3 documents: 2 enriched, 1 dead letter, all as expected.",
                        "  The first 9.0 s after the start, the last after 11.0 s.");
    }

    private static Sample sample(String id, Expectation expected) {
        return new Sample(id, RawDocument.newBuilder().setContent("x").build(), expected);
    }
}
