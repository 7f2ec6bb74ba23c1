package dev.sluice.processor.ingest;

import dev.sluice.processor.llm.Picture;
import java.io.IOException;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;

/** Renders the pages of a PDF that has no text of its own. Thread-safe: each page is read from the file anew. */
final class ScannedPdf {
    private static final float POINTS_PER_INCH = 72;
    /** What scanners and text recognition work with; finer adds bytes only. */
    private static final float MOST_DOTS_PER_INCH = 300;

    private final VisionLimits limits;

    ScannedPdf(VisionLimits limits) {
        this.limits = limits;
    }

    /**
     * How many pages there are.
     *
     * @throws LimitReached when there are too many
     */
    int pages(byte[] bytes) throws IOException {
        try (PDDocument document = Loader.loadPDF(bytes)) {
            int pages = document.getNumberOfPages();
            if (pages > limits.pages()) {
                throw new LimitReached("it is a scan of " + pages + " pages, more than " + limits.pages()
                        + ": split it, or raise vision.max.pages");
            }
            return pages;
        }
    }

    /**
     * Renders one page.
     *
     * @param number from 1
     * @throws LimitReached when a picture on it has too many pixels
     * @throws IOException when it is damaged, or compressed in a way that is not known here
     */
    Picture page(byte[] bytes, int number, Reading reading) throws IOException {
        try (PDDocument document = Loader.loadPDF(bytes)) {
            PDRectangle size = document.getPage(number - 1).getCropBox();
            float edge = Math.max(1, Math.max(size.getWidth(), size.getHeight()));
            float scale = Math.min(limits.edge() / edge, MOST_DOTS_PER_INCH / POINTS_PER_INCH);
            return ImageWriting.jpeg(
                    new BoundedRenderer(document, limits.pixels(), reading)
                            .renderImage(number - 1, scale, ImageType.RGB),
                    Optional.empty());
        }
    }
}
