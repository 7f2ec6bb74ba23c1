package dev.sluice.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ShownTest {
    private static final String IBAN = "DE89 3704 0044 0532 0130 00";

    @Test
    void showsNoBeginningOfPersonalDataThatIsCutOff() {
        String text = "Pay to " + IBAN + " within 14 days";

        for (int longest = 1; longest < text.length(); longest++) {
            assertThat(new Shown(true).line(text, longest)).doesNotContain("8", "3704", "DE");
        }
    }

    @Test
    void showsNoBeginningOfPersonalDataThatWasCutOffBefore() {
        assertThat(new Shown(true).line("Pay to DE89 3704 00…", 100)).isEqualTo("Pay to **** **** **…");
        assertThat(new Shown(true).line("Write to eve@exam…", 100)).isEqualTo("Write to ***@****…");
    }

    @Test
    void showsTheSameToThoseWhoMaySeeIt() {
        assertThat(new Shown(false).line("Pay to " + IBAN, 12)).isEqualTo("Pay to DE89 …");
    }
}
