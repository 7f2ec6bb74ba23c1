package dev.sluice.processor.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextDecoderTest {
    private final TextDecoder decoder = new TextDecoder();

    @ParameterizedTest
    @CsvSource({
        "windows-1252, Die Tür der Küche schließt nicht – bitte prüfen Sie das Gerät. Preis: 40 €",
        "ISO-8859-1, Le café était fermé à cause de la grève générale",
        "UTF-8, Größe und Maße: 5 µm",
        "Shift_JIS, 注文した商品がまだ届いていません。配送状況を確認してください。",
        "EUC-JP, 注文した商品がまだ届いていません。配送状況を確認してください。",
        "GB18030, 我订购的商品还没有收到，请查询一下物流情况。谢谢。",
        "Big5, 我訂購的商品還沒有收到，請查詢一下物流情況。謝謝。",
        "EUC-KR, 주문한 상품이 아직 도착하지 않았습니다. 확인 부탁드립니다.",
        "windows-1251, 'Здравствуйте, мой заказ до сих пор не пришёл. Пожалуйста, проверьте.'",
        "UTF-16LE, The order has not arrived yet",
        "UTF-16BE, Die Bestellung für Müller",
    })
    void findsTheCharacterSetOut(String charset, String text) {
        assertThat(decoder.decode(text.getBytes(Charset.forName(charset)), Optional.empty()))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE"})
    void byteOrderMarkWinsOverTheDeclaration(String charset) {
        byte[] bytes = "\uFEFF日本 and more".getBytes(Charset.forName(charset));

        assertThat(decoder.decode(bytes, Optional.of(ISO_8859_1))).isEqualTo("日本 and more");
    }

    @Test
    void declarationWinsIfTheBytesFitIt() {
        Charset cyrillic = Charset.forName("KOI8-R");

        assertThat(decoder.decode("заказ".getBytes(cyrillic), Optional.of(cyrillic)))
                .isEqualTo("заказ");
    }

    @Test
    void wrongDeclarationIsPassedOver() {
        assertThat(decoder.decode("für 5 €".getBytes(UTF_8), Optional.of(US_ASCII)))
                .isEqualTo("für 5 €");
    }

    @Test
    void anyBytesBecomeSomeText() {
        Random random = new Random(3);
        for (int length = 0; length < 300; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);

            assertThat(decoder.decode(bytes, Optional.empty())).isNotNull();
        }
    }

    @Test
    void tellsTextFromBinary() {
        byte[] noise = new byte[500];
        new Random(4).nextBytes(noise);

        assertThat(TextDecoder.isText(noise)).isFalse();
        assertThat(TextDecoder.isText("Tür\t1\r\nTor\f2\n".getBytes(ISO_8859_1)))
                .isTrue();
        assertThat(TextDecoder.isText("in UTF-16 without a mark".getBytes(UTF_16LE)))
                .isTrue();
        assertThat(TextDecoder.isText("in UTF-16 without a mark".getBytes(UTF_16BE)))
                .isTrue();
    }
}
