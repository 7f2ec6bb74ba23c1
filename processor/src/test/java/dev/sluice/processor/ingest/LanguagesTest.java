package dev.sluice.processor.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguagesTest {
    private static final Languages LANGUAGES = new Languages();

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "42", "Hi", "2026-11-20 14:00", "{\"id\": 17}", "<>!?=)(&%$"})
    void saysNothingAboutTooLittle(String text) {
        assertThat(LANGUAGES.of(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "en, Where is my order?",
        "en, 'Hello, I want a refund for order 48213.'",
        "de, 'Guten Tag, meine Bestellung ist noch nicht angekommen.'",
        "fr, 'Bonjour, je n''ai toujours pas reçu ma commande.'",
        "es, 'Hola, quiero devolver el producto'",
        "it, Il mio ordine non è arrivato",
        "nl, 'Goedemorgen, waar blijft mijn bestelling?'",
        "pt, Preciso de ajuda com o meu pedido",
        "da, 'Hvor er min pakke? Den skulle være kommet i går.'",
        "sv, Jag har inte fått min beställning",
        "pl, 'Gdzie jest moja paczka, którą zamówiłem?'",
        "ru, Где мой заказ? Он не пришёл.",
        "ja, 注文した商品が届きません。",
        "zh, 我订购的商品还没有收到。",
        "ar, لم يصل طلبي حتى الآن",
    })
    void tellsTheLanguageOfASentence(String language, String text) {
        assertThat(LANGUAGES.of(text)).contains(language);
    }

    @Test
    void isTheSameForEveryThread() {
        ConcurrentLinkedQueue<String> found = new ConcurrentLinkedQueue<>();

        IntStream.range(0, 200)
                .parallel()
                .forEach(i -> found.add(LANGUAGES
                        .of(i % 2 == 0 ? "Wo bleibt denn meine Bestellung?" : "Where is the order I paid for?")
                        .orElse("?")));

        assertThat(found).filteredOn("de"::equals).hasSize(100);
        assertThat(found).filteredOn("en"::equals).hasSize(100);
    }
}
