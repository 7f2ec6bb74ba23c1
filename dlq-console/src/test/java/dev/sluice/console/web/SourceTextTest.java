package dev.sluice.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.avro.FieldEvidence;
import dev.sluice.schemas.avro.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SourceTextTest {
    @Test
    void ignoresSpansThatAreNotInTheText() {
        SourceText text =
                SourceText.of("short", List.of(evidence("/a", 3, 99), evidence("/b", -1, 2), evidence("/c", 3, 3)), "");

        assertThat(text.pieces()).containsExactly(new SourceText.Piece.Plain("short"));
    }

    @Test
    void showsWhatTurnsTextAroundByItsCode() {
        SourceText text = SourceText.of("a\u202Eb\u0000", List.of(), "");

        assertThat(text.pieces())
                .containsExactly(
                        new SourceText.Piece.Plain("a"),
                        new SourceText.Piece.Hidden("202E"),
                        new SourceText.Piece.Plain("b"),
                        new SourceText.Piece.Hidden("0000"));
    }

    @Test
    void namesAllValuesOfAPassageThatSeveralWereFoundIn() {
        SourceText text =
                SourceText.of("Ada Lovelace", List.of(evidence("/name", 0, 12), evidence("/first", 0, 3)), "");

        assertThat(text.pieces())
                .containsExactly(
                        new SourceText.Piece.Marked("Ada", "/fields/name /fields/first", false),
                        new SourceText.Piece.Marked(" Lovelace", "/fields/name", false));
    }

    @Test
    void marksTheWordsOfASearchAlsoWithinAPassage() {
        SourceText text = SourceText.of("Order of Zoë Lovelace", List.of(evidence("/name", 9, 21)), "ZOE ord");

        assertThat(text.pieces())
                .containsExactly(
                        new SourceText.Piece.Marked("Order", "", true),
                        new SourceText.Piece.Plain(" of "),
                        new SourceText.Piece.Marked("Zoë", "/fields/name", true),
                        new SourceText.Piece.Marked(" Lovelace", "/fields/name", false));
    }

    @Test
    void marksWholeWordsAndOfTheLastItsBeginning() {
        assertThat(SearchMatches.of("reorder order orders ordered", "order")).hasSize(3);
        assertThat(SearchMatches.of("reorder order orders ordered", "order now"))
                .as("order is not the last word")
                .hasSize(1);
        assertThat(SearchMatches.of("order", " !? ")).isEmpty();
    }

    @Test
    void cutsATextThatIsTooLongAndSaysByHowMuch() {
        SourceText text = SourceText.of("x".repeat(SourceText.MOST_CHARACTERS + 7), List.of(), "");

        assertThat(text.left()).isEqualTo(7);
    }

    @Test
    void hasNothingOfAnEmptyText() {
        assertThat(SourceText.of("", List.of(), "").pieces()).isEmpty();
    }

    private static FieldEvidence evidence(String pointer, int start, int end) {
        return FieldEvidence.newBuilder()
                .setPointer(pointer)
                .setSpan(new Span(start, end))
                .setConfidence(1)
                .build();
    }
}
