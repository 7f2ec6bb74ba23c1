package dev.sluice.processor.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.MissingOperandException;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.state.EmptyGraphicsStackException;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.rendering.PageDrawer;
import org.apache.pdfbox.rendering.PageDrawerParameters;

/**
 * Renders pages like its parent, but decodes no image that is too large, and fails where the parent would leave an image out:
 * a page with a hole in it would be taken for the whole.
 */
final class BoundedRenderer extends PDFRenderer {
    /** More than the largest Exif segment, which can stand before a JPEG's size. */
    private static final int HEADER_BYTES = 256 << 10;

    private final int mostPixels;
    private final Reading reading;

    BoundedRenderer(PDDocument document, int mostPixels, Reading reading) {
        super(document);
        this.mostPixels = mostPixels;
        this.reading = reading;
        setSubsamplingAllowed(true);
    }

    @Override
    protected PageDrawer createPageDrawer(PageDrawerParameters parameters) throws IOException {
        return new Drawer(parameters);
    }

    private final class Drawer extends PageDrawer {
        Drawer(PageDrawerParameters parameters) throws IOException {
            super(parameters);
        }

        @Override
        public void drawImage(PDImage image) throws IOException {
            reading.check();
            checkSize(image);
            super.drawImage(image);
        }

        @Override
        protected void operatorException(Operator operator, List<COSBase> operands, IOException failure)
                throws IOException {
            if (failure instanceof MissingOperandException || failure instanceof EmptyGraphicsStackException) {
                // Slips of the program that wrote the file; nothing is left out for them.
                super.operatorException(operator, operands, failure);
            } else {
                throw failure;
            }
        }

        private void checkSize(PDImage image) throws IOException {
            PictureReader.checkPixels(image.getWidth(), image.getHeight(), mostPixels);
            if (image instanceof PDImageXObject object) {
                checkJpeg(object);
                for (PDImageXObject mask : new PDImageXObject[] {object.getMask(), object.getSoftMask()}) {
                    if (mask != null) {
                        PictureReader.checkPixels(mask.getWidth(), mask.getHeight(), mostPixels);
                        checkJpeg(mask);
                    }
                }
            }
        }

        /** Its own header decides how much is decoded, whatever the PDF says. */
        private void checkJpeg(PDImageXObject image) throws IOException {
            if (!"jpg".equals(image.getSuffix())) {
                return;
            }
            try (InputStream jpeg = image.getStream().createInputStream(List.of(COSName.DCT_DECODE.getName()))) {
                ImageHeader.of(jpeg.readNBytes(HEADER_BYTES), ImageHeader.JPEG)
                        .ifPresent(header -> PictureReader.checkPixels(header.width(), header.height(), mostPixels));
            }
        }
    }
}
