package dev.sluice.processor.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WordsTest {

    @Test
    void findsNoneInATextWithoutLetters() {
        assertThat(words("")).isEmpty();
        assertThat(words(" .,-'!? ")).isEmpty();
    }

    @Test
    void leavesOutRunsThatAreNoWords() {
        assertThat(words("a " + "x".repeat(65) + " b")).containsExactly("a", "b");
    }

    @Test
    void keepsInnerHyphensAndApostrophes() {
        assertThat(words("Jean-Luc O'Brien doesn't")).containsExactly("Jean-Luc", "O'Brien", "doesn't");
    }

    @Test
    void splitsElisionsAndDropsPossessives() {
        assertThat(words("l'Université d’Anne, Smith's car"))
                .containsExactly("l", "Université", "d", "Anne", "Smith", "car");
    }

    @Test
    void keepsPlacesInTheText() {
        Words words = Words.of("Hello, big\nworld");

        assertThat(words.start(2)).isEqualTo(11);
        assertThat(words.touchesNext(0)).isFalse();
        assertThat(words.gapAfter(0)).isEqualTo(", ");
        assertThat(words.gapAfter(1)).isEqualTo("\n");
        assertThat(words.firstFrom(5)).isEqualTo(1);
        assertThat(words.firstFrom(7)).isEqualTo(1);
        assertThat(words.firstFrom(99)).isEqualTo(3);
    }

    @Test
    void readsLettersBeyondTheBasicPlane() {
        assertThat(words("𝐀𝐁 c")).containsExactly("𝐀𝐁", "c");
    }

    private static List<String> words(String text) {
        Words words = Words.of(text);
        return IntStream.range(0, words.size()).mapToObj(words::word).toList();
    }
}
