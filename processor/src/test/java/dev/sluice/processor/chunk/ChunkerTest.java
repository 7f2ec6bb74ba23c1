package dev.sluice.processor.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkerTest {
    private static final int MOST = 1_000;
    /** So many sentences leave less than a quarter of a chunk, but something. */
    private static final int ALMOST_FULL = 42;

    private static final String SENTENCE = "The tenant pays the rent of 1,250.00 EUR on the third day of each month. ";

    @ParameterizedTest(name = "text {index}")
    @ValueSource(
            strings = {
                "a",
                "word ",
                "no sentence ever ends here ",
                "。",
                "契約書は二〇二六年十一月二十日に締結された。",
                "契約書に句読点はない",
                "\uD83D\uDE00",
                "x\uD83D\uDE00",
                "\uD83D",
                "...)))",
                "A line\n",
                "Heading\n\nA paragraph of it. ",
                "ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ ",
                SENTENCE
            })
    void coversEveryTextInChunksThatFit(String unit) {
        String text = unit.repeat(30_000 / unit.length()).strip();

        List<Chunk> chunks = Chunker.chunk(Pieces.of(text), MOST);

        assertThat(chunks.getFirst().start()).isZero();
        assertThat(chunks.getLast().end()).isEqualTo(text.length());
        for (int i = 0; i < chunks.size(); i++) {
            Chunk chunk = chunks.get(i);
            assertThat(TokenCounter.count(text.substring(chunk.start(), chunk.end())))
                    .isLessThanOrEqualTo(MOST);
            if (i > 0) {
                Chunk before = chunks.get(i - 1);
                assertThat(chunk.start()).isGreaterThan(before.start()).isLessThanOrEqualTo(before.end());
                assertThat(chunk.end()).isGreaterThan(before.end());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D\uDE00", "x\uD83D\uDE00", "xx\uD83D\uDE00\uD83D\uDE00"})
    void neverSplitsASurrogatePair(String unit) {
        String text = unit.repeat(8_000);
        assertThat(Chunker.chunk(Pieces.of(text), MOST)).hasSizeGreaterThan(2).allSatisfy(chunk -> {
            assertThat(Character.isLowSurrogate(text.charAt(chunk.start()))).isFalse();
            assertThat(Character.isHighSurrogate(text.charAt(chunk.end() - 1))).isFalse();
        });
    }

    @Test
    void takesTimeInProportionToTheText() {
        for (String unit : List.of("a", ".", "(", ".)", " .", "\n", "#", "A b. ", "契約")) {
            String text = unit.repeat(500_000 / unit.length());
            assertTimeout(Duration.ofSeconds(30), () -> {
                assertThat(Chunker.chunk(Pieces.of(text), 10_000)).isNotEmpty();
            });
        }
    }

    @Test
    void refusesChunksThatNoPieceWouldFitInto() {
        List<Piece> pieces = Pieces.of("Some text.");
        assertThatThrownBy(() -> Chunker.chunk(pieces, 999)).hasMessageContaining("at least 1000");
    }

    @Test
    void leavesWhatFitsInOnePiece() {
        String text = SENTENCE.repeat(20).strip();
        assertThat(Chunker.chunk(Pieces.of(text), MOST)).containsExactly(new Chunk(0, text.length()));
    }

    @Test
    void endsAtAHeadingRatherThanAtTheLastSentenceThatFits() {
        String before = SENTENCE.repeat(ALMOST_FULL).strip() + "\n\n";
        String text = before + "2. Deposit\n\n" + SENTENCE.repeat(60).strip();
        Chunk first = Chunker.chunk(Pieces.of(text), MOST).getFirst();
        assertThat(text.substring(first.end())).startsWith("2. Deposit");
    }

    @Test
    void doesNotTakeAShortSentenceForAHeading() {
        String text = SENTENCE.repeat(ALMOST_FULL - 4).strip() + "\n\nIt rained.\n\n"
                + SENTENCE.repeat(3).strip() + "\n\n3. Costs\n\n"
                + SENTENCE.repeat(60).strip();
        Chunk first = Chunker.chunk(Pieces.of(text), MOST).getFirst();
        assertThat(text.substring(first.end())).startsWith("3. Costs");
    }

    @Test
    void endsAtASentenceAndBeginsTheNextAFewSentencesBefore() {
        String text = SENTENCE.repeat(200).strip();
        List<Chunk> chunks = Chunker.chunk(Pieces.of(text), MOST);
        for (int i = 1; i < chunks.size(); i++) {
            int overlap = chunks.get(i - 1).end() - chunks.get(i).start();
            assertThat(overlap % SENTENCE.length()).as("whole sentences").isZero();
            assertThat(overlap / SENTENCE.length()).isBetween(2, 20);
            assertThat(text.substring(chunks.get(i).start())).startsWith("The tenant");
        }
    }

    @Test
    void endsAtTheFullWidthStopWhereThereAreNoBlanks() {
        String text = "契約書は二〇二六年十一月二十日に締結された。".repeat(300);
        assertThat(Chunker.chunk(Pieces.of(text), MOST))
                .hasSizeGreaterThan(3)
                .allSatisfy(chunk -> assertThat(text.charAt(chunk.end() - 1)).isEqualTo('。'));
    }

    @Test
    void takesAWrappedLineForTheMiddleOfItsSentence() {
        assertThat(Pieces.of("It goes\non and on. It ends. 3.5 is a number.\nNext"))
                .extracting(Piece::border)
                .containsExactly(Border.HEADING, Border.LINE, Border.SENTENCE, Border.SENTENCE, Border.SENTENCE);
    }
}
