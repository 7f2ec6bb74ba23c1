package dev.sluice.processor.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.FontBoxFont;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.font.CIDFontMapping;
import org.apache.pdfbox.pdmodel.font.FontMapper;
import org.apache.pdfbox.pdmodel.font.FontMapping;
import org.apache.pdfbox.pdmodel.font.PDCIDSystemInfo;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * The font that stands in for those a PDF does not bring along: always the one in PDFBox's jar. PDFBox's own mapper reads
 * all fonts of the machine at the first PDF and keeps a list in the user's home; text needs no more of a font than widths,
 * and should not depend on the machine. It is not reported as a fallback, which PDFBox would warn of for each document.
 */
final class BundledFont implements FontMapper {
    private static final String RESOURCE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private final Lazy<TrueTypeFont> font = new Lazy<>(BundledFont::read);

    private static TrueTypeFont read() {
        try (InputStream resource = FontMapper.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException("PDFBox's jar lacks " + RESOURCE);
            }
            return new TTFParser().parse(RandomAccessReadBuffer.createBufferFromStream(resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public FontMapping<TrueTypeFont> getTrueTypeFont(String baseFont, @Nullable PDFontDescriptor descriptor) {
        return new FontMapping<>(font.get(), false);
    }

    @Override
    public FontMapping<FontBoxFont> getFontBoxFont(String baseFont, @Nullable PDFontDescriptor descriptor) {
        return new FontMapping<>(font.get(), false);
    }

    @Override
    @SuppressWarnings("NullAway") // PDFBox takes null here for "no CFF font", as its own mapper does.
    public CIDFontMapping getCIDFont(
            String baseFont, @Nullable PDFontDescriptor descriptor, @Nullable PDCIDSystemInfo info) {
        return new CIDFontMapping(null, font.get(), false);
    }
}
