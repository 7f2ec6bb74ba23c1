package dev.sluice.processor.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.text.Letter.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LetterTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thanks to the new policy sales rose in every single region of the country.",
                "Regards are not what he wanted to send to anybody.",
                "This one is the best",
                "Hilfe kam von: niemand",
                "Dearest of all is the large red one in the middle of the room.",
                "He said hello, and left."
            })
    void takesOrdinarySentencesForBody(String text) {
        assertThat(kinds(text)).containsOnly(Kind.BODY);
    }

    @Test
    void takesALetterApart() {
        assertThat(kinds("""
                        From: Jane <jane@example.com>
                        Subject: Hello

                        Dear team,
                        it broke.
                        > old words
                        Kind regards,
                        Jane Doe
                        Director"""))
                .containsExactly(
                        Kind.HEADER,
                        Kind.HEADER,
                        Kind.GREETING,
                        Kind.BODY,
                        Kind.QUOTED,
                        Kind.CLOSING,
                        Kind.SIGNATURE,
                        Kind.SIGNATURE);
    }

    @Test
    void takesALetterOnOneLineApart() {
        String text = "Hi Support, my parcel is late. Thanks, Jane Doe";

        assertThat(Letter.of(text).parts())
                .extracting(part -> part.kind() + " "
                        + text.substring(part.start(), part.end()).strip())
                .containsExactly(
                        "GREETING Hi Support,", "BODY my parcel is late.", "CLOSING Thanks,", "SIGNATURE Jane Doe");
    }

    @Test
    void goesOnAfterAPostscript() {
        assertThat(kinds(
                        "It broke.\n\nRegards,\nJane Doe\n\nP.S. The lamp is broken as well, please send two of them."))
                .containsExactly(Kind.BODY, Kind.CLOSING, Kind.SIGNATURE, Kind.BODY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sehr geehrte Damen und Herren,\nes ist kaputt.\nMit freundlichen Grüßen\nHans Müller",
                "Hallo,\nes ist kaputt.\nViele Grüße\nHans",
                "Bonjour,\nil est cassé.\nBien cordialement,\nFatou Diop",
                "Good morning,\nit is broken.\nYours sincerely\nHans",
                "Hello!\nIt is broken.\n--\nHans Müller",
                "Hello!\nIt is broken.\nThank you very much!\nHans"
            })
    void knowsGreetingsAndClosingsInThreeLanguages(String text) {
        assertThat(kinds(text)).containsExactly(Kind.GREETING, Kind.BODY, Kind.CLOSING, Kind.SIGNATURE);
    }

    private static List<Kind> kinds(String text) {
        return Letter.of(text).parts().stream().map(Letter.Part::kind).toList();
    }
}
