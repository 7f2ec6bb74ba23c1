package dev.sluice.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.avro.Span;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GroundingTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Order 912345 arrived           | 12345
            Order 912345 arrived           | 9123
            We start tomorrow              | art
            He paid €100 in cash           | $100
            He paid 12.34 in all           | 1234
            Anna met Bert                  | Bert met Anna
            Anna met Bert                  | Anna met Bertha
            Anna met Bert                  | `   `
            Anna met Bert!                 | !?
            write to ann@example.org       | annexample.org
            """)
    void doesNotFindWhatIsNotThere(String text, String passage) {
        assertThat(Grounding.in(text).find(passage)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Anna met Bert.                 | Anna met Bert   | Anna met Bert
            ANNA MET BERT                  | Anna met Bert   | ANNA MET BERT
            Anna — met “Bert”              | anna met bert   | Anna — met “Bert
            It’s O’Brien’s                 | O'Brien's       | O’Brien’s
            Café Zoë on the left           | cafe zoe        | Café Zoë
            the ﬁnal oﬀer                  | final offer     | ﬁnal oﬀer
            costs １２３ yen                  | 123             | １２３
            soft­hyphen                    | softhyphen      | soft­hyphen
            to be de- livered              | de-livered      | de- livered
            paid USD100 today              | 100             | 100
            paid 1,280.00 GBP              | 1,280.00        | 1,280.00
            it was refunded                | refund          | refund
            refunded, no Refund            | refund          | Refund
            12345 then 345                 | 345             | 345
            我们在北京开会                        | 北京              | 北京
            mail ann@example.org, please   | ANN@example.org | ann@example.org
            Anna met Bert                  | ` Anna met `    | Anna met
            """)
    void findsPassageWhateverItsSpelling(String text, String passage, String found) {
        assertThat(Grounding.in(text).find(passage))
                .hasValueSatisfying(span -> assertThat(text.substring(span.getStart(), span.getEnd()))
                        .isEqualTo(found));
    }

    @Test
    void toleratesLineBreaksAndHyphenation() {
        String text = "The deliv-\nery was\r\n   late.\tVery\u00a0late.";

        assertThat(Grounding.in(text).find("delivery was late")).contains(new Span(4, text.indexOf("late") + 4));
        assertThat(Grounding.in(text).find("Very late."))
                .hasValueSatisfying(span -> assertThat(span.getEnd()).isEqualTo(text.length() - 1));
    }

    @Test
    void keepsOffsetsBehindCharactersOfTwoUnits() {
        String text = "😀😀 Müller";

        assertThat(Grounding.in(text).find("muller")).contains(new Span(5, 11));
        assertThat(Grounding.in("Mu\u0308ller").find("Müller")).contains(new Span(0, 7));
    }

    @Test
    void givesFirstOfSeveral() {
        assertThat(Grounding.in("one two one").find("one")).contains(new Span(0, 3));
    }

    @Test
    void doesNotLookForWholePages() {
        String page = "word ".repeat(300);

        assertThat(Grounding.in(page).find(page)).isEmpty();
        assertThat(Grounding.in("").find("word")).isEmpty();
    }

    @Test
    void searchesLargeTextQuickly() {
        String text = "Lorem ipsum dolor sit amet. ".repeat(40_000) + "The END — at last";

        Duration spent = CpuTime.of(() -> {
            Grounding grounding = Grounding.in(text);
            for (int i = 0; i < 50; i++) {
                assertThat(grounding.find("nothing like it " + i)).isEmpty();
            }
            assertThat(grounding.find("the end at last")).contains(new Span(text.length() - 17, text.length()));
        });

        assertThat(spent).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void hostileTextCannotStallSearch() {
        Duration spent = CpuTime.of(() -> {
            Grounding grounding = Grounding.in("a".repeat(1_000_000));
            assertThat(grounding.find("a".repeat(500) + "b")).isEmpty();
            assertThat(grounding.find("a")).isEmpty();
        });

        assertThat(spent).isLessThan(Duration.ofSeconds(30));
    }
}
