package dev.sluice.processor.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sluice.processor.ingest.IngestResult.Read;
import dev.sluice.processor.ingest.IngestResult.TooLarge;
import dev.sluice.processor.ingest.IngestResult.Unreadable;
import dev.sluice.processor.ingest.IngestResult.Unsupported;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfficeIngestTest {
    private final Ingestor ingestor = Documents.INGESTOR;

    @Test
    void encryptedDocumentIsUnreadable() throws Exception {
        byte[] encrypted = Documents.bytes(out -> {
            try (POIFSFileSystem files = new POIFSFileSystem()) {
                Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
                encryptor.confirmPassword("secret");
                try (OutputStream content = encryptor.getDataStream(files)) {
                    content.write(Documents.docx());
                } catch (GeneralSecurityException e) {
                    throw new IOException(e);
                }
                files.writeFilesystem(out);
            }
        });

        assertThat(ingestor.ingest(encrypted, Optional.of(Documents.DOCX)))
                .isInstanceOfSatisfying(
                        Unreadable.class, result -> assertThat(result.detail()).contains("encrypted"));
    }

    @Test
    void truncatedDocumentIsUnreadable() throws Exception {
        for (byte[] whole : new byte[][] {Documents.docx(), Documents.xlsx(), Documents.xls(), Documents.ppt()}) {
            for (String declared : new String[] {Documents.DOCX, "application/octet-stream"}) {
                assertThat(ingestor.ingest(Arrays.copyOf(whole, whole.length / 5), Optional.of(declared)))
                        .isNotInstanceOf(Read.class);
            }
        }
    }

    @Test
    void officeContainerOfAnUnknownProgramIsUnsupported() throws Exception {
        byte[] unknown = Documents.bytes(out -> {
            try (POIFSFileSystem files = new POIFSFileSystem()) {
                files.createDocument(new ByteArrayInputStream(new byte[5_000]), "Drawing");
                files.writeFilesystem(out);
            }
        });

        assertThat(ingestor.ingest(unknown, Optional.empty())).isInstanceOf(Unsupported.class);
    }

    @Test
    void zipBombIsTooLarge() throws Exception {
        Ingestor strict = new Ingestor(Documents.limits(10_000_000));
        byte[] bomb = rewritten(Documents.docx(), "word/media/picture.bmp", out -> out.write(new byte[20_000_000]));

        assertThat(bomb).hasSizeLessThan(100_000);
        assertThat(strict.ingest(bomb, Optional.of(Documents.DOCX)))
                .isInstanceOfSatisfying(
                        TooLarge.class,
                        result -> assertThat(result.detail()).contains("decompresses to more than 10000000 bytes"));
        assertThat(strict.ingest(Documents.docx(), Optional.of(Documents.DOCX))).isInstanceOf(Read.class);
    }

    @Test
    void entitiesAreNeitherExpandedNorFetched(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "the secret words");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String types = """
                    <!DOCTYPE w:document [
                    <!ENTITY a "lollollollollollollollollollol">
                    <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
                    <!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">
                    <!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;">
                    <!ENTITY file SYSTEM "%s"><!ENTITY page SYSTEM "http://127.0.0.1:%d/">]>
                    """.formatted(secret.toUri(), server.getLocalPort());
            for (String entity : new String[] {"&g;", "&file;", "&page;"}) {
                byte[] word = docxWithDoctype(types, entity);
                byte[] odt = odtWithDoctype(types.replace("w:document", "office:document-content"), entity);
                assertHarmless(ingestor.ingest(word, Optional.empty()));
                assertHarmless(ingestor.ingest(odt, Optional.empty()));
            }
            assertNobodyCalled(server);
        }
    }

    private static byte[] docxWithDoctype(String doctype, String entity) {
        String document = """
                <?xml version="1.0"?>%s\
                <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">\
                <w:body><w:p><w:r><w:t>Hello %s</w:t></w:r></w:p></w:body></w:document>
                """.formatted(doctype, entity);
        return rewritten(Documents.docx(), "word/document.xml", out -> out.write(document.getBytes(UTF_8)));
    }

    private static byte[] odtWithDoctype(String doctype, String entity) throws Exception {
        byte[] plain = Documents.odt("<text:p>Hello " + entity + "</text:p>");
        return rewritten(plain, "content.xml", out -> {
            String content = new String(entry(plain, "content.xml"), UTF_8);
            out.write(content.replace("?>\n", "?>" + doctype).getBytes(UTF_8));
        });
    }

    private static void assertHarmless(IngestResult result) {
        if (result instanceof Read read) {
            assertThat(read.text()).doesNotContain("secret words").hasSizeLessThan(10_000);
        }
    }

    private static void assertNobodyCalled(ServerSocket server) throws Exception {
        server.setSoTimeout(1);
        assertThat(catchThrowable(server::accept)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void wordDocumentKeepsParagraphsListsAndTableRows() throws Exception {
        Read read = read(Documents.docx());

        assertThat(read.text().lines().filter(line -> !line.isBlank()).map(String::strip))
                .containsSubsequence("The first paragraph.", "The second paragraph.")
                .containsSubsequence("Article\tPrice", "Lamp\t19.90", "The end.");
        assertThat(read.text().lines().filter(line -> line.contains("item"))).hasSize(2);
        assertThat(read.title()).contains("Meeting of the board");
        assertThat(read.mediaType()).isEqualTo(Documents.DOCX);
    }

    @Test
    void spreadsheetRowsAreLinesWithTabs() throws Exception {
        for (byte[] spreadsheet : new byte[][] {Documents.xlsx(), Documents.xls()}) {
            assertThat(read(spreadsheet).text().lines()).contains("Stock", "Article\tPieces", "Lamp\t42");
        }
    }

    @Test
    void slidesAreRead() throws Exception {
        assertThat(read(Documents.pptx()).text().lines()).contains("Plans for the spring", "Costs of the spring");
        assertThat(read(Documents.ppt()).text().lines()).contains("Plans for the spring");
    }

    @Test
    void openDocumentKeepsItsLines() throws Exception {
        Read read = read(Documents.odt("""
                <text:h>Report</text:h><text:p>One.</text:p>\
                <text:list><text:list-item><text:p>first item</text:p></text:list-item>\
                <text:list-item><text:p>second item</text:p></text:list-item></text:list>\
                <table:table><table:table-row><table:table-cell><text:p>Lamp</text:p></table:table-cell>\
                <table:table-cell><text:p>19.90</text:p></table:table-cell></table:table-row></table:table>"""));

        assertThat(read.text().lines().filter(line -> !line.isBlank()))
                .containsExactly("Report", "One.", "- first item", "- second item", "Lamp\t19.90");
        assertThat(read.mediaType()).isEqualTo(Documents.ODT);
    }

    @Test
    void richTextIsRead() throws Exception {
        String rtf = """
                {\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}{\\info{\\title Minutes}}
                \\pard\\f0 The first line with {\\b bold} words.\\par Caf\\'e9 at \\u8364? 3.\\par}""";

        Read read = read(rtf.getBytes(UTF_8));

        assertThat(read.text().lines().filter(line -> !line.isBlank()))
                .containsExactly("The first line with bold words.", "Café at € 3.");
        assertThat(read.title()).contains("Minutes");
        assertThat(read.mediaType()).isEqualTo("application/rtf");
    }

    @Test
    void documentWithinADocumentIsAppended() throws Exception {
        byte[] outer = Documents.docxWithin(Documents.xlsx());

        assertThat(read(outer).text())
                .startsWith("The outer document")
                .contains("--- Attachment: ")
                .contains("Lamp\t42");
    }

    private Read read(byte[] bytes) throws InterruptedException {
        return (Read) ingestor.ingest(bytes, Optional.empty());
    }

    private static byte[] entry(byte[] zip, String name) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return in.readAllBytes();
                }
            }
        }
        throw new IllegalArgumentException("no " + name);
    }

    /** The zip file with one entry replaced or added. */
    private static byte[] rewritten(byte[] zip, String name, ZipWriting content) {
        return Documents.bytes(bytes -> {
            try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip));
                    ZipOutputStream out = new ZipOutputStream(bytes)) {
                for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    if (!entry.getName().equals(name)) {
                        out.putNextEntry(new ZipEntry(entry.getName()));
                        in.transferTo(out);
                    }
                }
                out.putNextEntry(new ZipEntry(name));
                content.to(out);
            }
        });
    }

    @FunctionalInterface
    private interface ZipWriting {
        void to(OutputStream out) throws IOException;
    }
}
