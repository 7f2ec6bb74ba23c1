package dev.sluice.processor.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.ingest.IngestResult.Read;
import dev.sluice.processor.ingest.IngestResult.TooLarge;
import dev.sluice.processor.ingest.IngestResult.Unreadable;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MailIngestTest {
    private static final Optional<String> MAIL = Optional.of("message/rfc822");
    private static final String HEAD = """
            Received: from mail.example.org by mx.example.com; Fri, 20 Nov 2026 09:30:00 +0100
            From: =?utf-8?Q?J=C3=BCrgen_Wei=C3=9F?= <j.weiss@example.org>
            To: support@lamps.example
            Date: Fri, 20 Nov 2026 09:29:58 +0100
            Subject: =?iso-8859-1?Q?Bestellung_48213_f=FCr?=
             =?utf-8?B?IGRpZSBLw7xjaGU=?=
            Message-ID: <1@example.org>
            X-Spam-Score: 0.1
            MIME-Version: 1.0
            """;
    private static final String SHOWN_HEAD = """
            From: Jürgen Weiß <j.weiss@example.org>
            To: support@lamps.example
            Date: Fri, 20 Nov 2026 09:29:58 +0100
            Subject: Bestellung 48213 für die Küche
            """;

    private final Ingestor ingestor = Documents.INGESTOR;

    @Test
    void mailsNestedDeeperThanTheLimitAreTooLarge() throws Exception {
        assertThat(ingestor.ingest(nested(6), MAIL))
                .isInstanceOfSatisfying(
                        TooLarge.class, result -> assertThat(result.detail()).contains("nested deeper than 5"));
        assertThat(read(nested(5)).text()).contains("the innermost words");
    }

    @Test
    void partsNestedWithoutEndGiveAResult() throws Exception {
        StringBuilder mail = new StringBuilder(HEAD);
        for (int i = 0; i < 1_000; i++) {
            mail.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append('\n');
        }
        assertThat(ingestor.ingest(mail + "\nwords", MAIL)).isNotNull();
    }

    @Test
    void moreAttachmentsThanTheLimitAreTooLarge() throws Exception {
        String part = attachment("text/plain", "note.txt", "note".getBytes(UTF_8));

        assertThat(ingestor.ingest(mixed(part.repeat(101)), MAIL))
                .isInstanceOfSatisfying(
                        TooLarge.class, result -> assertThat(result.detail()).contains("more than 100 documents"));
        assertThat(ingestor.ingest(mixed(part.repeat(100)), MAIL)).isInstanceOf(Read.class);
    }

    @Test
    void attachmentsCountTowardsTheOutputLimit() throws Exception {
        String part =
                attachment("text/plain", "note.txt", "word ".repeat(150_000).getBytes(UTF_8));

        assertThat(ingestor.ingest(mixed(part.repeat(3)), MAIL))
                .isInstanceOfSatisfying(
                        TooLarge.class, result -> assertThat(result.detail()).contains("characters"));
    }

    @Test
    void mailWithoutAnythingIsUnreadable() throws Exception {
        assertThat(ingestor.ingest("X-Nothing: here\n\n", MAIL)).isInstanceOf(Unreadable.class);
    }

    @Test
    void brokenMailIsReadAsFarAsItGoes() throws Exception {
        String unclosed = HEAD + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nthe words before the cut";
        String unknown = HEAD + "Content-Type: text/plain; charset=no-such-set\n\nplain words";
        String wrong = HEAD + "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n%%%not base64%%%";

        assertThat(read(unclosed).text()).contains("the words before the cut");
        assertThat(read(unknown).text()).contains("plain words");
        assertThat(read(wrong).text()).startsWith("From: ");
    }

    @Test
    void leadsWithTheHeadersThatMatter() throws Exception {
        Read read = read(HEAD + "\nGuten Tag, wo bleibt meine Lampe?\n\nGruß\n");

        assertThat(read.text()).isEqualTo(SHOWN_HEAD + "\nGuten Tag, wo bleibt meine Lampe?\n\nGruß");
        assertThat(read.title()).contains("Bestellung 48213 für die Küche");
        assertThat(new Languages().of(read)).contains("de");
        assertThat(read.mediaType()).isEqualTo("message/rfc822");
    }

    @Test
    void mailIsRecognisedByItsBytes() throws Exception {
        assertThat(((Read) ingestor.ingest((HEAD + "\nwords").getBytes(UTF_8), Optional.empty())).mediaType())
                .isEqualTo("message/rfc822");
    }

    @Test
    void takesThePlainBodyBeforeTheHtmlOne() throws Exception {
        assertThat(read(alternative("The plain words")).text()).isEqualTo(SHOWN_HEAD + "\nThe plain words");
    }

    @Test
    void takesTheHtmlBodyIfThePlainOneIsBlank() throws Exception {
        assertThat(read(alternative("  ")).text()).isEqualTo(SHOWN_HEAD + "\nThe marked words\n\nsecond paragraph");
    }

    @Test
    void decodesQuotedPrintableAndBase64() throws Exception {
        String quoted = HEAD + """
                Content-Type: text/plain; charset=windows-1252
                Content-Transfer-Encoding: quoted-printable

                Preis 5 =80 f=FCr die K=FC=
                che
                """;
        String base64 = HEAD + """
                Content-Type: text/html; charset=utf-8
                Content-Transfer-Encoding: base64

                """ + Base64.getMimeEncoder().encodeToString("<p>Grüße</p>".getBytes(UTF_8));

        assertThat(read(quoted).text()).endsWith("\n\nPreis 5 € für die Küche");
        assertThat(read(base64).text()).endsWith("\n\nGrüße");
    }

    @Test
    void decodesEightBitBodiesWithAndWithoutACharset() throws Exception {
        String declared = HEAD + "Content-Type: text/plain; charset=iso-8859-1\n\nGrüße";

        assertThat(((Read) ingestor.ingest(declared.getBytes(ISO_8859_1), MAIL)).text())
                .endsWith("\n\nGrüße");
        assertThat(read(declared).text()).as("as a string").endsWith("\n\nGrüße");
        byte[] undeclared = (HEAD + "\nDie Küche ist schön und groß, die Tür schließt gut.")
                .getBytes(Charset.forName("windows-1252"));
        assertThat(((Read) ingestor.ingest(undeclared, MAIL)).text()).contains("Die Küche ist schön und groß");
    }

    @Test
    void appendsTheTextOfAttachments() throws Exception {
        String pdf = attachment("application/pdf", "note.pdf", Documents.pdf("Lamp 2 pieces"));
        String csv = attachment("text/csv", "=?utf-8?Q?Best=C3=A4nde.csv?=", "id;count\n1;2\n".getBytes(UTF_8));

        assertThat(read(mixed("--b\n\nSee the files\n" + pdf + csv)).text()).isEqualTo(SHOWN_HEAD + """

                See the files

                --- Attachment: note.pdf (application/pdf) ---

                Lamp 2 pieces

                --- Attachment: Bestände.csv (text/csv) ---

                id;count
                1;2""");
    }

    @Test
    void saysWhichAttachmentsCannotBeRead() throws Exception {
        byte[] inner = Documents.zip(Map.of("b.txt", "words".getBytes(UTF_8)), "");
        byte[] archive = Documents.zip(Map.of("inner.zip", inner), "");
        String zip = attachment("application/octet-stream", "all.zip", archive);
        String locked = attachment("application/pdf", "locked.pdf", Documents.pdfWithPassword("secret", "hidden"));
        String broken = attachment(Documents.DOCX, "broken.docx", "PK\u0003\u0004 and no more".getBytes(UTF_8));

        String text =
                read(mixed("--b\n\nSee the files\n" + zip + locked + broken)).text();

        assertThat(text)
                .contains("--- Attachment: all.zip (application/zip), not read ---")
                .containsPattern("--- Attachment: locked.pdf, not read: .*encrypted")
                .containsPattern("--- Attachment: broken.docx, not read: .*damaged");
    }

    @Test
    void picturesThatBelongToTheBodyAreNotMentioned() throws Exception {
        String related = HEAD + """
                Content-Type: multipart/related; boundary=b

                --b
                Content-Type: text/html

                <p>Look: <img src="cid:logo"></p>
                --b
                Content-Type: image/png; name=logo.png
                Content-ID: <logo>
                Content-Transfer-Encoding: base64

                iVBORw0KGgo=
                --b--
                """;

        assertThat(read(related).text()).isEqualTo(SHOWN_HEAD + "\nLook:");
    }

    @Test
    void forwardedMailIsAppended() throws Exception {
        assertThat(read(nested(1)).text()).isEqualTo("""
                Subject: level 0

                see below

                --- Attachment: without a name (message/rfc822) ---

                Subject: level 1

                the innermost words""");
    }

    private static String nested(int levels) {
        StringBuilder mail = new StringBuilder();
        for (int i = 0; i < levels; i++) {
            mail.append("""
                    Subject: level %1$d
                    MIME-Version: 1.0
                    Content-Type: multipart/mixed; boundary=b%1$d

                    --b%1$d

                    see below
                    --b%1$d
                    Content-Type: message/rfc822

                    """.formatted(i));
        }
        return mail + "Subject: level " + levels + "\n\nthe innermost words\n";
    }

    private static String mixed(String parts) {
        return HEAD + "Content-Type: multipart/mixed; boundary=b\n\n" + parts + "--b--\n";
    }

    private static String attachment(String type, String name, byte[] content) {
        return """
                --b
                Content-Type: %s
                Content-Disposition: attachment; filename="%s"
                Content-Transfer-Encoding: base64

                %s
                """.formatted(type, name, Base64.getMimeEncoder().encodeToString(content));
    }

    private static String alternative(String plain) {
        return HEAD + """
                Content-Type: multipart/alternative; boundary=b

                --b
                Content-Type: text/html; charset=utf-8

                <p>The <b>marked</b> words</p><p>second paragraph</p>
                --b
                Content-Type: text/plain; charset=utf-8

                %s
                --b--
                """.formatted(plain);
    }

    private Read read(String mail) throws InterruptedException {
        return (Read) ingestor.ingest(mail, MAIL);
    }
}
