package dev.sluice.quickstart.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WrappedTest {
    @Test
    void leavesNoControlCharacterThatCouldSteerATerminal() {
        assertThat(Wrapped.clean("a\u001b[31mred\u001b[0m\u0007 \u009b2Jb \u202eleft\u200b\r\nnext"))
                .isEqualTo("a[31mred[0m 2Jb left next");
    }

    @Test
    void cutsWhatDoesNotFitAndSaysSo() {
        assertThat(Wrapped.lines("one two three four five", 9, 2)).containsExactly("one two", "three…");
        assertThat(Wrapped.lines("one two six seven eight", 9, 1)).containsExactly("one two…");
        assertThat(Wrapped.lines("one two si seven", 10, 1)).containsExactly("one two…");
        assertThat(Wrapped.fit("mails/2026/late-delivery.eml", 12)).isEqualTo("mails/2026/…");
    }

    @Test
    void breaksWordsThatAreWiderThanTheLine() {
        assertThat(Wrapped.lines("a https://example.org/long", 10, 9))
                .containsExactly("a", "https://ex", "ample.org/", "long");
    }

    @Test
    void countsColumnsRatherThanCharacters() {
        assertThat(Wrapped.columns("日本")).isEqualTo(4);
        assertThat(Wrapped.columns("e\u0301")).isEqualTo(1);
        assertThat(Wrapped.pad("日", 4)).isEqualTo("日  ");
        assertThat(Wrapped.lines("日本語", 4, 9)).containsExactly("日本", "語");
    }

    @Test
    void breaksBetweenItemsOnly() {
        assertThat(Wrapped.items(List.of("a: 1", "b: two words", "c: 3"), " · ", 16, 2))
                .containsExactly("a: 1", "b: two words");
    }

    @Test
    void makesNoLineOfNothing() {
        assertThat(Wrapped.lines(" \n ", 10, 3)).isEmpty();
    }

    @Test
    void keepsALineOfEndlessWidth() {
        assertThat(Wrapped.lines("a b\nc", Screen.ENDLESS - 8, Integer.MAX_VALUE))
                .containsExactly("a b c");
    }
}
