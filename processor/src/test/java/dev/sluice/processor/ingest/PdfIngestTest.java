package dev.sluice.processor.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.ingest.IngestResult.Read;
import dev.sluice.processor.ingest.IngestResult.TooLarge;
import dev.sluice.processor.ingest.IngestResult.Unreadable;
import dev.sluice.processor.ingest.IngestResult.Unsupported;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.junit.jupiter.api.Test;

class PdfIngestTest {
    private static final Optional<String> PDF = Optional.of("application/pdf");

    private final Ingestor ingestor = Documents.INGESTOR;

    @Test
    void encryptedPdfIsUnreadable() throws Exception {
        assertUnreadable(Documents.pdfWithPassword("secret", "hidden words"), "encrypted");
    }

    @Test
    void pdfThatAnyoneMayOpenIsReadThoughItIsEncrypted() throws Exception {
        assertThat(((Read) ingestor.ingest(Documents.pdfWithPassword("", "open words"), PDF)).text())
                .isEqualTo("open words");
    }

    @Test
    void truncatedPdfIsUnreadable() throws Exception {
        byte[] whole = Documents.pdf("A page of a PDF");

        assertUnreadable(Arrays.copyOf(whole, 200), "damaged");
        assertUnreadable("%PDF-1.7\n".getBytes(UTF_8), "damaged");
    }

    @Test
    void pdfWithoutTextAsksForTextRecognition() throws Exception {
        assertThat(ingestor.ingest(Documents.pdf(), PDF))
                .isInstanceOfSatisfying(
                        Unsupported.class, result -> assertThat(result.remedy()).contains("OCR"));
    }

    @Test
    void streamThatUnfoldsBeyondTheLimitIsTooLarge() throws Exception {
        byte[] bomb = Documents.bytes(out -> {
            out.write("%PDF-1.7\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>\nstream\n".getBytes(UTF_8));
            try (DeflaterOutputStream deflating = new DeflaterOutputStream(out)) {
                deflating.write(new byte[20_000_000]);
            }
            out.write("\nendstream\nendobj\n".getBytes(UTF_8));
        });
        Ingestor strict = new Ingestor(Documents.limits(10_000_000));

        assertThat(bomb).hasSizeLessThan(100_000);
        assertThat(strict.ingest(bomb, PDF))
                .isInstanceOfSatisfying(
                        TooLarge.class,
                        result -> assertThat(result.detail()).contains("decompresses to more than 10000000 bytes"));
    }

    @Test
    void nestingWithoutEndIsUnreadable() throws Exception {
        String pdf = new String(Documents.pdf("A page of a PDF"), ISO_8859_1);
        String nested = pdf.replace("/Type /Catalog", "/Type /Catalog /Deep " + "[".repeat(200_000));

        assertThat(ingestor.ingest(nested.getBytes(ISO_8859_1), PDF)).isInstanceOf(Unreadable.class);
    }

    @Test
    void everyLineStaysALine() throws Exception {
        Read read = (Read) ingestor.ingest(Documents.pdf("Delivery note 17", "Lamp  2 pieces", "Shade 1 piece"), PDF);

        assertThat(read.text().lines()).containsExactly("Delivery note 17", "Lamp  2 pieces", "Shade 1 piece");
        assertThat(read.title()).contains("Delivery note");
        assertThat(read.mediaType()).isEqualTo("application/pdf");
    }

    @Test
    void filesWithinAPdfAreAppended() throws Exception {
        assertThat(((Read) ingestor.ingest(pdfWithFile(), PDF)).text())
                .contains("--- Attachment: terms.txt (text/plain) ---\n\nPayable within 30 days");
    }

    @Test
    void scriptsInAPdfAreNoText() throws Exception {
        byte[] pdf = Documents.bytes(out -> {
            try (PDDocument document = new PDDocument()) {
                document.addPage(new PDPage());
                document.getDocumentCatalog().setOpenAction(new PDActionJavaScript("app.alert('run')"));
                document.save(out);
            }
        });

        assertThat(ingestor.ingest(pdf, PDF))
                .isInstanceOfSatisfying(
                        Unsupported.class,
                        result -> assertThat(result.mediaType()).contains("without text"));
    }

    private static byte[] pdfWithFile() {
        return Documents.bytes(out -> {
            try (PDDocument document = Loader.loadPDF(Documents.pdf("See the terms"))) {
                attach(document);
                document.save(out);
            }
        });
    }

    private static void attach(PDDocument document) throws IOException {
        byte[] terms = "Payable within 30 days".getBytes(UTF_8);
        PDEmbeddedFile file = new PDEmbeddedFile(document, new ByteArrayInputStream(terms), COSName.FLATE_DECODE);
        PDComplexFileSpecification specification = new PDComplexFileSpecification();
        specification.setFile("terms.txt");
        specification.setEmbeddedFile(file);
        PDEmbeddedFilesNameTreeNode files = new PDEmbeddedFilesNameTreeNode();
        files.setNames(Map.of("terms.txt", specification));
        PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
        names.setEmbeddedFiles(files);
        document.getDocumentCatalog().setNames(names);
    }

    private void assertUnreadable(byte[] pdf, String why) throws InterruptedException {
        assertThat(ingestor.ingest(pdf, PDF))
                .isInstanceOfSatisfying(
                        Unreadable.class, result -> assertThat(result.detail()).contains(why));
    }
}
