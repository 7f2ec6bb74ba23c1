package dev.sluice.processor.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DamagedFilesTest {
    private static final int MUTATIONS = 40;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Ingestor ingestor = Documents.INGESTOR;

    static Stream<Arguments> soundFiles() {
        String rtf = "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}\\pard\\f0 Words {\\b bold}\\par}";
        String html = "<html><head><title>a</title></head><body><table><tr><td>a<td>b</table><ul><li>c";
        String mail = """
                From: a@example.org
                Subject: =?utf-8?Q?f=C3=BCr?=
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Transfer-Encoding: quoted-printable

                W=F6rter
                --b
                Content-Type: message/rfc822

                Subject: inner

                <p>words
                --b--
                """;
        return Stream.of(
                Arguments.of("PDF", Documents.pdf("A page", "of a PDF")),
                Arguments.of("encrypted PDF", Documents.pdfWithPassword("", "A page", "of a PDF")),
                Arguments.of("docx", Documents.docx()),
                Arguments.of("xlsx", Documents.xlsx()),
                Arguments.of("pptx", Documents.pptx()),
                Arguments.of("xls", Documents.xls()),
                Arguments.of("ppt", Documents.ppt()),
                Arguments.of("odt", Documents.odt("<text:p>Words</text:p>")),
                Arguments.of("RTF", rtf.getBytes(UTF_8)),
                Arguments.of("mail", mail.getBytes(UTF_8)),
                Arguments.of("HTML", html.getBytes(UTF_8)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("soundFiles")
    void damagedFileAlwaysGivesAResultInTime(String kind, byte[] sound) throws Exception {
        Random random = new Random(kind.hashCode());
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] damaged = damaged(sound, random);
            long start = System.nanoTime();

            assertThat(ingestor.ingest(damaged, Optional.empty()))
                    .as("%s, damage %s", kind, i)
                    .isNotNull();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
        }
    }

    @Test
    void anyCutOfAFileGivesAResult() throws Exception {
        byte[] sound = Documents.docx();
        for (int length = 1; length < sound.length; length += sound.length / 40) {
            assertThat(ingestor.ingest(Arrays.copyOf(sound, length), Optional.of(Documents.DOCX)))
                    .isNotNull();
        }
    }

    private static byte[] damaged(byte[] sound, Random random) {
        byte[] bytes = sound.clone();
        switch (random.nextInt(4)) {
            case 0 -> {
                return Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
            }
            case 1 -> {
                for (int n = 1 + random.nextInt(10); n > 0; n--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
            }
            case 2 -> {
                int from = random.nextInt(bytes.length);
                Arrays.fill(bytes, from, from + random.nextInt(bytes.length - from), (byte) random.nextInt(256));
            }
            default -> {
                int length = 1 + random.nextInt(bytes.length / 2);
                System.arraycopy(
                        sound,
                        random.nextInt(bytes.length - length),
                        bytes,
                        random.nextInt(bytes.length - length),
                        length);
            }
        }
        return bytes;
    }
}
