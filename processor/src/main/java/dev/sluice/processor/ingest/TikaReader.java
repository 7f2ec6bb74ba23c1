package dev.sluice.processor.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.microsoft.OfficeParser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.microsoft.ooxml.OPCPackageWrapper;
import org.apache.tika.parser.microsoft.rtf.RTFParser;
import org.apache.tika.parser.odf.OpenDocumentParser;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.xml.sax.SAXException;

/**
 * From PDF, RTF, Office and OpenDocument files to their text, by Apache Tika's parsers. Thread-safe. No text recognition,
 * no external programs, no external fetches, no macros or scripts.
 *
 * <p>Memory: a PDF and an OOXML package are held whole, as {@link Inflation} has measured them before; POI's own limits
 * on the arrays that a file may ask for, and its refusal of parts packed tighter than 100 to 1, stay in force.
 */
final class TikaReader {
    static {
        ZipSecureFile.setMaxEntrySize(IngestLimits.DEFAULTS.inflatedBytes());
        FontMappers.set(new BundledFont());
    }

    /** Of these the office parser reads the properties only. */
    private static final Set<MediaType> WITHOUT_TEXT =
            MediaType.set("application/x-tika-msoffice", "application/vnd.ms-project", "application/sldworks");

    private final Map<MediaType, Parser> parsers = new HashMap<>();
    private final PDFParserConfig pdf = new PDFParserConfig();
    private final OfficeParserConfig office = new OfficeParserConfig();

    TikaReader() {
        pdf.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
        pdf.setExtractInlineImages(false);
        pdf.setExtractActions(false);
        // Half a document passed off as the whole is worse than none.
        pdf.setCatchIntermediateIOExceptions(false);
        pdf.setMaxMainMemoryBytes(-1);
        office.setUseSAXDocxExtractor(true);
        office.setUseSAXPptxExtractor(true);
        office.setExtractMacros(false);
        office.setIncludeDeletedContent(false);
        office.setWriteSelectHeadersInBody(true);
        RTFParser rtf = new RTFParser();
        rtf.setMemoryLimitInKb(20 << 10);
        OOXMLParser ooxml = new OOXMLParser();
        parsers.put(MediaTypes.OOXML, ooxml);
        for (Parser parser : List.of(new PDFParser(), rtf, ooxml, new OfficeParser(), new OpenDocumentParser())) {
            parser.getSupportedTypes(new ParseContext()).forEach(type -> parsers.put(type, parser));
        }
        parsers.keySet().removeAll(WITHOUT_TEXT);
    }

    boolean supports(MediaType type) {
        return parsers.containsKey(type);
    }

    /** Parses; the type that comes with the text is as the parser saw it. */
    Typed read(byte[] bytes, MediaType type, Reading reading, Attachments attachments)
            throws IOException, SAXException, TikaException {
        Parser parser = parsers.get(type);
        if (parser == null) {
            throw new IllegalArgumentException("no parser for " + type);
        }
        if (type.equals(MediaType.application("pdf"))) {
            Inflation.ofPdf(bytes, reading);
        }
        Metadata metadata = new Metadata();
        boolean isOoxml = parser instanceof OOXMLParser;
        metadata.set(Metadata.CONTENT_TYPE, (isOoxml ? MediaTypes.OOXML : type).toString());
        ParseContext context = new ParseContext();
        context.set(PDFParserConfig.class, pdf);
        context.set(OfficeParserConfig.class, office);
        context.set(Locale.class, Locale.US);
        context.set(EmbeddedDocumentExtractor.class, new EmbeddedParts(attachments));
        Lines lines = new Lines(reading);
        try (TikaInputStream in = TikaInputStream.get(new CheckedInputStream(bytes, reading))) {
            if (isOoxml) {
                // In memory: left to itself the parser writes a temporary file.
                in.setOpenContainer(new OPCPackageWrapper(OPCPackage.open(new ByteArrayInputStream(bytes))));
            }
            parser.parse(in, new XhtmlLines(lines), metadata, context);
        } catch (InvalidFormatException damaged) {
            throw new TikaException("not a sound office package", damaged);
        }
        MediaType seen = MediaTypes.parse(metadata.get(Metadata.CONTENT_TYPE)).orElse(type);
        return new Typed(
                new Extracted(
                        lines.toString() + attachments.text(),
                        Optional.ofNullable(metadata.get(TikaCoreProperties.TITLE))
                                .map(String::strip)
                                .filter(title -> !title.isEmpty())),
                seen.getBaseType());
    }

    record Typed(Extracted extracted, MediaType type) {}
}
