package dev.sluice.processor.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.avro.Span;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CleanTextTest {

    @ParameterizedTest
    @CsvSource({"-1, 2", "2, 2", "3, 2", "0, 6", "5, 6"})
    void refusesRangesThatAreNotInTheText(int start, int end) {
        CleanText clean = CleanText.of("  hello  ");

        assertThatThrownBy(() -> clean.toOriginal(start, end)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n", " \t\r\n\u00A0\uFEFF"})
    void blankTextBecomesEmpty(String blank) {
        CleanText clean = CleanText.of(blank);

        assertThat(clean.text()).isEmpty();
        assertThat(clean.original()).isEqualTo(blank);
    }

    @Test
    void spacesAndTabsBecomeOneSpace() {
        assertThat(CleanText.of("a  b\t\tc\u00A0\u2003d").text()).isEqualTo("a b c d");
    }

    @Test
    void lineBreaksStayButNoMoreThanTwo() {
        assertThat(CleanText.of("a \n b\n\nc\n \n\t\nd").text()).isEqualTo("a\nb\n\nc\n\nd");
    }

    @Test
    void carriageReturnAndLineFeedAreOneLineBreak() {
        assertThat(CleanText.of("a\r\nb\r\n\r\nc\rd\r\re").text()).isEqualTo("a\nb\n\nc\nd\n\ne");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u000B", "\f", "\u0085", "\u2028", "\u2029"})
    void rarerLineBreaksAreLineBreaks(String lineBreak) {
        assertThat(CleanText.of("a" + lineBreak + "b").text()).isEqualTo("a\nb");
    }

    @Test
    void byteOrderMarkIsDropped() {
        CleanText clean = CleanText.of("\uFEFFhello");

        assertThat(clean.text()).isEqualTo("hello");
        assertThat(clean.toOriginal(0, 5)).isEqualTo(new Span(1, 6));
    }

    @Test
    void wordsKeepTheirSpelling() {
        String words = "na\u00EFve e\u0301 \uD83D\uDE00! 12,5% \u65E5\u672C\u8A9E a\u200Bb";

        assertThat(CleanText.of(words).text()).isEqualTo(words);
    }

    @Test
    void spanReachesFromTheFirstWordToTheLastInTheOriginal() {
        String original = "  Order \t  48213\r\n\r\n\r\nof   Monday ";
        CleanText clean = CleanText.of(original);

        assertThat(clean.text()).isEqualTo("Order 48213\n\nof Monday");
        Span span = clean.toOriginal(6, 15);
        assertThat(original.substring(span.getStart(), span.getEnd())).isEqualTo("48213\r\n\r\n\r\nof");
    }

    @Test
    void anyRangeHoldsTheSameWordsInTheOriginal() {
        Random random = new Random(20_261_120);
        for (int round = 0; round < 2_000; round++) {
            CleanText clean = CleanText.of(randomText(random));
            String text = clean.text();
            if (text.isEmpty()) {
                continue;
            }
            assertThat(words(text)).isEqualTo(words(clean.original()));
            int start = random.nextInt(text.length());
            int end = start + 1 + random.nextInt(text.length() - start);
            Span span = clean.toOriginal(start, end);
            assertThat(words(clean.original().substring(span.getStart(), span.getEnd())))
                    .as("%s to %s of %s", start, end, clean.original())
                    .isEqualTo(words(text.substring(start, end)));
        }
    }

    @Test
    void cleaningTwiceIsCleaningOnce() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            String once = CleanText.of(randomText(random)).text();

            assertThat(CleanText.of(once).text()).isEqualTo(once);
        }
    }

    private static String randomText(Random random) {
        List<String> pieces = List.of(
                "order",
                "48213",
                "\u00FC",
                "\uD83D\uDE00",
                "-",
                ".",
                " ",
                " ",
                "  ",
                "\t",
                "\n",
                "\r\n",
                "\r",
                "\u00A0",
                "\u2028",
                "\u0085",
                "\uFEFF",
                "\f");
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            text.append(pieces.get(random.nextInt(pieces.size())));
        }
        return text.toString();
    }

    /** Not by the class under test: everything between white space. */
    private static List<String> words(String text) {
        return Arrays.stream(text.split("[\\s\\u00A0\\u2028\\u2029\\u0085\\uFEFF]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
