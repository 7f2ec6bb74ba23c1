package dev.sluice.processor.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LanguageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "El perro y la casa grande del hombre viejo no pueden correr más hoy.|OTHER",
                "Xyzzy plugh qwertz asdf jklö yxcv bnm uiop hjkl|OTHER",
                "The dog and the house of the old man.|ENGLISH",
                "Der Hund und das Haus des alten Mannes.|GERMAN",
                "Le chien et la maison du vieil homme.|FRENCH"
            })
    void guessesByStopWords(String text, Language language) {
        assertThat(Language.of(Optional.empty(), text)).isEqualTo(language);
    }

    @ParameterizedTest
    @CsvSource({"de,GERMAN", "de-AT,GERMAN", "en-GB,ENGLISH", "fr,FRENCH", "es,OTHER", "und,OTHER"})
    void trustsTheTag(String tag, Language language) {
        assertThat(Language.of(Optional.of(tag), "Der Hund and the maison.")).isEqualTo(language);
    }

    @Test
    void guessesWhereTheTagIsBlank() {
        assertThat(Language.of(Optional.of(" "), "The dog and the house.")).isEqualTo(Language.ENGLISH);
    }

    @ParameterizedTest
    @CsvSource({
        "ENGLISH,refunds,refunded",
        "ENGLISH,cancelled,cancel",
        "ENGLISH,deliveries,delivery",
        "GERMAN,Bestellung,bestellt",
        "GERMAN,Rechnungen,Rechnung",
        "FRENCH,livraisons,livraison",
        "FRENCH,remboursement,rembourser",
        "OTHER,Cafés,cafes"
    })
    void stemsFormsOfAWordAlike(Language language, String one, String other) {
        assertThat(Stemmer.stem(language, one)).isEqualTo(Stemmer.stem(language, other));
    }

    @ParameterizedTest
    @CsvSource({"ENGLISH,art,arm", "ENGLISH,order,border", "GERMAN,Rat,Rad", "ENGLISH,need,new"})
    void stemsDifferentWordsApart(Language language, String one, String other) {
        assertThat(Stemmer.stem(language, one)).isNotEqualTo(Stemmer.stem(language, other));
    }
}
