package dev.sluice.processor.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ooxml.POIXMLDocument;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.openxml4j.opc.PackagingURIHelper;
import org.apache.poi.openxml4j.opc.TargetMode;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFAbstractNum;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTAbstractNum;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STNumberFormat;

/** Makes files as the programs that they are of would. */
final class Documents {
    static final String DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    static final String PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
    static final String ODT = "application/vnd.oasis.opendocument.text";

    /** One for all tests, as it takes a moment to make and keeps nothing of a document. */
    static final Ingestor INGESTOR = new Ingestor(IngestLimits.DEFAULTS);

    private Documents() {}

    /** The default limits but one. */
    static IngestLimits limits(long inflatedBytes) {
        IngestLimits usual = IngestLimits.DEFAULTS;
        return new IngestLimits(
                usual.time(),
                usual.inputBytes(),
                usual.outputCharacters(),
                inflatedBytes,
                usual.nesting(),
                usual.embeddedDocuments(),
                usual.parallel());
    }

    static byte[] pdf(String... lines) {
        return bytes(out -> {
            try (PDDocument document = pdfDocument(lines)) {
                document.getDocumentInformation().setTitle("Delivery note");
                document.save(out);
            }
        });
    }

    static byte[] pdfWithPassword(String userPassword, String... lines) {
        return bytes(out -> {
            try (PDDocument document = pdfDocument(lines)) {
                document.protect(new StandardProtectionPolicy("owner", userPassword, new AccessPermission()));
                document.save(out);
            }
        });
    }

    private static PDDocument pdfDocument(String... lines) throws IOException {
        PDDocument document = new PDDocument();
        PDPage page = new PDPage();
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
            content.beginText();
            content.newLineAtOffset(50, 700);
            for (String line : lines) {
                content.showText(line);
                content.newLineAtOffset(0, -16);
            }
            content.endText();
        }
        return document;
    }

    /** Two paragraphs, a list of two items and a table of two rows. */
    static byte[] docx() {
        return bytes(out -> {
            try (XWPFDocument document = new XWPFDocument()) {
                document.getProperties().getCoreProperties().setTitle("Meeting of the board");
                document.createParagraph().createRun().setText("The first paragraph.");
                document.createParagraph().createRun().setText("The second paragraph.");
                BigInteger list = bullets(document);
                for (String item : List.of("first item", "second item")) {
                    XWPFParagraph paragraph = document.createParagraph();
                    paragraph.setNumID(list);
                    paragraph.createRun().setText(item);
                }
                XWPFTable table = document.createTable(2, 2);
                table.getRow(0).getCell(0).setText("Article");
                table.getRow(0).getCell(1).setText("Price");
                table.getRow(1).getCell(0).setText("Lamp");
                table.getRow(1).getCell(1).setText("19.90");
                document.createParagraph().createRun().setText("The end.");
                document.write(out);
            }
        });
    }

    private static BigInteger bullets(XWPFDocument document) {
        CTAbstractNum format = CTAbstractNum.Factory.newInstance();
        format.setAbstractNumId(BigInteger.ZERO);
        var level = format.addNewLvl();
        level.setIlvl(BigInteger.ZERO);
        level.addNewNumFmt().setVal(STNumberFormat.BULLET);
        level.addNewLvlText().setVal("\u2022");
        BigInteger abstractId = document.createNumbering().addAbstractNum(new XWPFAbstractNum(format));
        return document.getNumbering().addNum(abstractId);
    }

    /** A document with a spreadsheet inside, as Word embeds one. */
    static byte[] docxWithin(byte[] spreadsheet) {
        return bytes(out -> {
            try (XWPFDocument document = new XWPFDocument()) {
                document.createParagraph().createRun().setText("The outer document");
                PackagePart part = document.getPackage()
                        .createPart(PackagingURIHelper.createPartName("/word/embeddings/stock.xlsx"), XLSX);
                try (OutputStream content = part.getOutputStream()) {
                    content.write(spreadsheet);
                }
                document.getPackagePart()
                        .addRelationship(part.getPartName(), TargetMode.INTERNAL, POIXMLDocument.PACK_OBJECT_REL_TYPE);
                document.write(out);
            } catch (InvalidFormatException e) {
                throw new IOException(e);
            }
        });
    }

    static byte[] xlsx() {
        return spreadsheet(new XSSFWorkbook());
    }

    static byte[] xls() {
        return spreadsheet(new HSSFWorkbook());
    }

    private static byte[] spreadsheet(Workbook workbook) {
        return bytes(out -> {
            try (workbook) {
                Sheet sheet = workbook.createSheet("Stock");
                Row head = sheet.createRow(0);
                head.createCell(0).setCellValue("Article");
                head.createCell(1).setCellValue("Pieces");
                Row row = sheet.createRow(1);
                row.createCell(0).setCellValue("Lamp");
                row.createCell(1).setCellValue(42);
                workbook.write(out);
            }
        });
    }

    static byte[] pptx() {
        return bytes(out -> {
            try (XMLSlideShow show = new XMLSlideShow()) {
                show.createSlide().createTextBox().setText("Plans for the spring");
                show.createSlide().createTextBox().setText("Costs of the spring");
                show.write(out);
            }
        });
    }

    static byte[] ppt() {
        return bytes(out -> {
            try (HSLFSlideShow show = new HSLFSlideShow()) {
                show.createSlide().addTitle().setText("Plans for the spring");
                show.write(out);
            }
        });
    }

    static byte[] odt(String body) {
        String content = """
                <?xml version="1.0" encoding="UTF-8"?>
                <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
                xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" \
                xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:version="1.2">\
                <office:body><office:text>%s</office:text></office:body></office:document-content>
                """.formatted(body);
        return zip(Map.of("content.xml", content.getBytes(UTF_8)), ODT);
    }

    /** @param mimeType the first entry, as OpenDocument asks for; empty for none */
    static byte[] zip(Map<String, byte[]> files, String mimeType) {
        return bytes(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                if (!mimeType.isEmpty()) {
                    ZipEntry first = new ZipEntry("mimetype");
                    byte[] type = mimeType.getBytes(UTF_8);
                    first.setMethod(ZipEntry.STORED);
                    first.setSize(type.length);
                    CRC32 crc = new CRC32();
                    crc.update(type);
                    first.setCrc(crc.getValue());
                    zip.putNextEntry(first);
                    zip.write(type);
                }
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    zip.putNextEntry(new ZipEntry(file.getKey()));
                    zip.write(file.getValue());
                }
            }
        });
    }

    static byte[] bytes(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @FunctionalInterface
    interface Writing {
        void to(ByteArrayOutputStream out) throws IOException;
    }
}
