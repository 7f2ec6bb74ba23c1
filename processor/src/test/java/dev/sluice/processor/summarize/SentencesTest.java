package dev.sluice.processor.summarize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.text.Language;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SentencesTest {

    @Test
    void doesNotBreakAtAbbreviationsInitialsAndOrdinals() {
        assertThat(split("Mr. Smith and Dr. J. Doe met at 5 p.m. They left, e.g. by car.", Language.ENGLISH))
                .containsExactly("Mr. Smith and Dr. J. Doe met at 5 p.m. They left, e.g. by car.");
        assertThat(split("Er kam am 3. Mai, d.h. zu spät. Sie kam am 4. Juni.", Language.GERMAN))
                .containsExactly("Er kam am 3. Mai, d.h. zu spät.", "Sie kam am 4. Juni.");
        assertThat(split("M. Dupont est parti. Mme Diop est là.", Language.FRENCH))
                .containsExactly("M. Dupont est parti.", "Mme Diop est là.");
    }

    @Test
    void joinsWrappedLinesButNoHeadingsAndItems() {
        assertThat(split("""
                        A heading

                        This is a sentence that was wrapped at a width of some
                        seventy characters by the mail program. Another one.
                        - first item
                        - second item
                        Total
                        2. Fees. The client shall pay.""", Language.ENGLISH))
                .containsExactly(
                        "A heading",
                        "This is a sentence that was wrapped at a width of some seventy characters by the mail program.",
                        "Another one.",
                        "- first item",
                        "- second item",
                        "Total",
                        "2. Fees.",
                        "The client shall pay.");
    }

    @Test
    void readsNoMoreThanThreeHundred() {
        assertThat(Sentences.of("This is a sentence. ".repeat(5_000), Language.ENGLISH))
                .hasSize(300);
    }

    @Test
    void fallsBackToTheSurroundingsWhereNothingElseIsSaid() {
        assertThat(split("Subject: Order 48213", Language.ENGLISH)).containsExactly("Subject: Order 48213");
    }

    private static List<String> split(String text, Language language) {
        return Sentences.of(text, language).stream().map(Sentence::text).toList();
    }
}
