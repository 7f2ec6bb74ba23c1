package dev.sluice.processor.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.processor.ingest.IngestResult.Read;
import dev.sluice.processor.ingest.IngestResult.TooLarge;
import dev.sluice.processor.ingest.IngestResult.Unreadable;
import dev.sluice.processor.ingest.IngestResult.Unsupported;
import dev.sluice.schemas.avro.RawDocument;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IngestorTest {
    private final Ingestor ingestor = Documents.INGESTOR;

    @Test
    void emptyFileIsUnreadable() throws Exception {
        assertThat(ingestor.ingest(new byte[0], Optional.of("application/pdf")))
                .isInstanceOfSatisfying(
                        Unreadable.class, result -> assertThat(result.detail()).contains("empty"));
    }

    @ParameterizedTest
    @CsvSource({"text/plain", "text/html", "message/rfc822", "text/markdown"})
    void blankTextIsUnreadable(String mediaType) throws Exception {
        assertThat(ingestor.ingest(" \n\t ", Optional.of(mediaType))).isInstanceOf(Unreadable.class);
        assertThat(ingestor.ingest(" \n\t ".getBytes(UTF_8), Optional.of(mediaType)))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void randomBytesSaidToBeADocumentAreUnreadable() throws Exception {
        byte[] noise = new byte[2_000];
        new Random(1).nextBytes(noise);

        for (String claim : new String[] {Documents.DOCX, "application/pdf", "text/plain", "message/rfc822"}) {
            assertThat(ingestor.ingest(noise, Optional.of(claim))).as(claim).isInstanceOf(Unreadable.class);
        }
    }

    @Test
    void randomBytesThatNobodyDeclaresAreUnsupported() throws Exception {
        byte[] noise = new byte[2_000];
        new Random(2).nextBytes(noise);

        assertThat(ingestor.ingest(noise, Optional.empty()))
                .isInstanceOfSatisfying(
                        Unsupported.class, result -> assertThat(result.remedy()).contains("declare"));
    }

    @Test
    void picturesArchivesAndProgramsAreUnsupportedWithARemedy() throws Exception {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'};
        byte[] program = {0x7F, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 62, 0, 1, 0, 0, 0};
        byte[] archive = Documents.zip(Map.of("notes.txt", "hello".getBytes(UTF_8)), "");
        byte[] recording = {'R', 'I', 'F', 'F', 36, 0, 0, 0, 'W', 'A', 'V', 'E', 'f', 'm', 't', ' '};

        assertUnsupported(png, "image/png", "OCR");
        assertUnsupported(archive, "application/zip", "unpack");
        assertUnsupported(recording, "audio/", "transcribe");
        assertUnsupported(program, "application/x-", "convert");
    }

    private void assertUnsupported(byte[] bytes, String type, String remedy) throws InterruptedException {
        assertThat(ingestor.ingest(bytes, Optional.empty())).isInstanceOfSatisfying(Unsupported.class, result -> {
            assertThat(result.mediaType()).startsWith(type);
            assertThat(result.remedy()).contains(remedy);
        });
    }

    @Test
    void bytesWinOverTheDeclaredType() throws Exception {
        assertThat(read(Documents.pdf("A page of a PDF"), "text/html").mediaType())
                .isEqualTo("application/pdf");
        assertThat(read(Documents.docx(), "application/msword").mediaType()).isEqualTo(Documents.DOCX);
        assertThat(read(Documents.docx(), Documents.XLSX).mediaType()).isEqualTo(Documents.DOCX);
        assertThat(read(Documents.docx(), "application/zip").mediaType()).isEqualTo(Documents.DOCX);
        assertThat(read("Just some words".getBytes(UTF_8), "application/pdf").mediaType())
                .isEqualTo("text/plain");
        assertThat(ingestor.ingest(Documents.zip(Map.of("a.txt", new byte[] {65}), ""), Optional.of("application/pdf")))
                .isInstanceOf(Unsupported.class);
    }

    @Test
    void declaredTypeWinsWhereItSaysMoreThanTheBytes() throws Exception {
        assertThat(read("# Title\n\nwords".getBytes(UTF_8), "text/markdown").mediaType())
                .isEqualTo("text/markdown");
        assertThat(read("a,b\n1,2".getBytes(UTF_8), "text/csv; charset=utf-8").mediaType())
                .isEqualTo("text/csv");
        assertThat(read("<p>One</p><p>Two</p>".getBytes(UTF_8), "text/html").text())
                .isEqualTo("One\n\nTwo");
    }

    @Test
    void textSaidToBePlainIsNotTakenForAnythingElse() throws Exception {
        String source = "<html><body>how to write a page</body></html>";

        assertThat(read(source.getBytes(UTF_8), "text/plain").text()).isEqualTo(source);
        assertThat(((Read) ingestor.ingest(source, Optional.of("text/plain"))).text())
                .isEqualTo(source);
    }

    @Test
    void plainTextGoesThroughUntouched() throws Exception {
        String text = "  Dear  team,\r\n\r\n\r\n\tplease call \u00FC\uD83D\uDE00 \uFEFF back.\u0000 \n";

        assertThat(((Read) ingestor.ingest(text, Optional.of("text/plain; charset=us-ascii"))).text())
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "", "application/octet-stream", "*/*"})
    void uselessDeclarationsAreAsNone(String declared) throws Exception {
        assertThat(read(Documents.pdf("A page of a PDF"), declared).mediaType()).isEqualTo("application/pdf");
    }

    @Test
    void readsARecordsTextAndItsBytes() throws Exception {
        RawDocument text = RawDocument.newBuilder()
                .setContent("<h1>Hello</h1>")
                .setMediaType("text/html")
                .build();
        RawDocument bytes = RawDocument.newBuilder()
                .setContent(ByteBuffer.wrap(Documents.pdf("A page of a PDF")))
                .build();

        assertThat(((Read) ingestor.ingest(text)).text()).isEqualTo("Hello");
        assertThat(((Read) ingestor.ingest(bytes)).text()).isEqualTo("A page of a PDF");
        assertThat(((Read) ingestor.ingest(bytes)).text()).as("a second time").isEqualTo("A page of a PDF");
    }

    @Test
    void markdownCsvJsonAndXmlComeAsTheyAre() throws Exception {
        String markdown = "# Shop assistant #\n\nA *small* tool.\n";
        Read read = read(markdown.getBytes(UTF_8), "text/markdown");
        assertThat(read.text()).isEqualTo(markdown);
        assertThat(read.title()).contains("Shop assistant");

        for (String other :
                new String[] {"{\"order\": [48213]}", "id;name\n1;lamp\n", "<?xml version='1.0'?><a>b</a>"}) {
            assertThat(read(other.getBytes(UTF_8), null).text()).isEqualTo(other);
        }
    }

    @Test
    void dataHasNoLanguage() throws Exception {
        String row = "invoice number,invoice date,description,quantity\n2026-1187,2026-11-04,Glass shade,40\n";

        assertThat(new Languages().of(read(row.getBytes(UTF_8), "text/csv"))).isEmpty();
        assertThat(new Languages()
                        .of(read(
                                "{\"description\": \"the order has not arrived\"}".getBytes(UTF_8),
                                "application/json")))
                .isEmpty();
    }

    @Test
    void xmlEntitiesAreNotExpanded() throws Exception {
        String bomb = """
                <?xml version="1.0"?>
                <!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>
                <lolz>&b;&c;</lolz>
                """;

        assertThat(read(bomb.getBytes(UTF_8), "application/xml").text()).isEqualTo(bomb);
    }

    @Test
    void tooMuchInputOrTextIsTooLarge() throws Exception {
        IngestLimits small = new IngestLimits(Duration.ofSeconds(30), 1_000, 100, 1 << 20, 5, 100, 1);
        Ingestor strict = new Ingestor(small);

        assertTooLarge(strict.ingest("x".repeat(101), Optional.of("text/plain")), "101 characters");
        assertTooLarge(strict.ingest("x".repeat(101), Optional.of("text/markdown")), "100 characters");
        assertTooLarge(strict.ingest("<p>" + "x".repeat(101), Optional.of("text/html")), "100 characters");
        assertTooLarge(strict.ingest("x".repeat(1_001), Optional.of("text/html")), "1001 bytes");
        assertTooLarge(strict.ingest(new byte[1_001], Optional.empty()), "1001 bytes");
        assertThat(strict.ingest("x".repeat(100), Optional.of("text/markdown"))).isInstanceOf(Read.class);
    }

    @Test
    void readingBeyondTheTimeIsTooLarge() throws Exception {
        int limit = 10_000_000;
        Ingestor hasty = new Ingestor(new IngestLimits(Duration.ofNanos(1), limit, limit, limit, 5, 100, 1));
        String page = "<p>words and words</p>".repeat(200_000);

        assertTooLarge(hasty.ingest(page, Optional.of("text/html")), "took longer");
    }

    @Test
    void interruptedCallerGetsAnInterruptedException() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> ingestor.ingest(Documents.pdf("A page"), Optional.empty()))
                .isInstanceOf(InterruptedException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1, 1, 0, 0, 1", "1, 0, 1, 1, 0, 0, 1", "1, 1, 0, 1, 0, 0, 1", "1, 1, 1, 0, 0, 0, 1"})
    void refusesLimitsThatLetNothingThrough(
            long millis, int input, int output, long inflated, int nesting, int embedded, int parallel) {
        Duration time = Duration.ofMillis(millis);

        assertThatThrownBy(() -> new IngestLimits(time, input, output, inflated, nesting, embedded, parallel))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is ");
    }

    private static void assertTooLarge(IngestResult result, String detail) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        TooLarge.class,
                        tooLarge -> assertThat(tooLarge.detail()).contains(detail));
    }

    private Read read(byte[] bytes, @Nullable String declared) throws InterruptedException {
        return (Read) ingestor.ingest(bytes, Optional.ofNullable(declared));
    }
}
