package dev.sluice.processor.ingest;

import dev.sluice.devstack.llm.PaintedText;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** PDFs whose pages are pictures, as scanners make them. */
public final class Scans {

    private Scans() {}

    /** One page for each text, each a picture of it. */
    public static byte[] pdf(String... texts) {
        try (PDDocument document = new PDDocument()) {
            for (String text : texts) {
                add(document, JPEGFactory.createFromImage(document, PaintedText.paint(text), 0.8f));
            }
            return save(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A page with an image of a few bytes that claims to be very large. */
    static byte[] pdfWithAnImageOf(int width, int height) throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDImageXObject image = small(document);
            add(document, image);
            image.setWidth(width);
            image.setHeight(height);
            return save(document);
        }
    }

    /** A page with an image in JPEG 2000, which cannot be decoded here. */
    static byte[] pdfInJpeg2000() throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDImageXObject image = small(document);
            add(document, image);
            image.getCOSObject().setItem(COSName.FILTER, COSName.JPX_DECODE);
            return save(document);
        }
    }

    private static PDImageXObject small(PDDocument document) throws IOException {
        return LosslessFactory.createFromImage(document, new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY));
    }

    private static void add(PDDocument document, PDImageXObject image) throws IOException {
        PDRectangle size = new PDRectangle(image.getWidth(), image.getHeight());
        PDPage page = new PDPage(size);
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            content.drawImage(image, 0, 0, size.getWidth(), size.getHeight());
        }
    }

    private static byte[] save(PDDocument document) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        document.save(out);
        return out.toByteArray();
    }
}
