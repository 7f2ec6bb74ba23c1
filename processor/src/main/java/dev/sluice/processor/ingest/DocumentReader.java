package dev.sluice.processor.ingest;

import dev.sluice.processor.ingest.IngestResult.Pages;
import dev.sluice.processor.ingest.IngestResult.Read;
import dev.sluice.processor.ingest.IngestResult.Unreadable;
import dev.sluice.processor.ingest.IngestResult.Unsupported;
import dev.sluice.processor.llm.Picture;
import dev.sluice.processor.step.Rejection;
import dev.sluice.processor.transcribe.Page;
import dev.sluice.schemas.avro.DeadLetterReason;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.mime.MediaType;
import org.xml.sax.SAXException;

/** Reads a document of any kind, and those within it by calling itself. Thread-safe. */
final class DocumentReader {
    private static final MediaType PDF = MediaType.application("pdf");
    private static final Pattern MARKDOWN_TITLE = Pattern.compile("(?m)^# +(\\S.*?)[ #]*$");

    private final MediaTypes types = new MediaTypes();
    private final TextDecoder decoder = new TextDecoder();
    private final HtmlReader html = new HtmlReader();
    private final MailReader mail = new MailReader(decoder, html);
    private final Lazy<TikaReader> tika = new Lazy<>(TikaReader::new);
    private final Optional<PictureReader> pictures;
    private final Optional<ScannedPdf> scans;

    /** @param vision what a document that is a picture may cost; empty if no model can see */
    DocumentReader(Optional<VisionLimits> vision) {
        pictures = vision.map(PictureReader::new);
        scans = vision.map(ScannedPdf::new);
    }

    /**
     * Reads a document and all within it.
     *
     * @param depth 0 for a document that came by itself
     * @throws LimitReached when the reading is to end
     */
    IngestResult read(Part part, int depth, Reading reading) {
        reading.check();
        if (part.bytes().length == 0) {
            return new Unreadable("the document is empty (0 bytes): send it again with its content");
        }
        MediaType type = MediaType.OCTET_STREAM;
        try {
            type = types.of(part.bytes(), part.declared(), reading);
            IngestResult result = read(part, type, reading, new Attachments(this, reading, depth), depth);
            reading.check();
            return result;
        } catch (LimitReached limit) {
            throw limit;
        } catch (EncryptedDocumentException encrypted) {
            return new Unreadable(as(type, part) + "encrypted: send it without a password");
        } catch (Exception | StackOverflowError | AssertionError damaged) {
            return damaged(part, type, reading, damaged);
        }
    }

    /**
     * Makes a picture of one page of a document that was read as {@link Pages}.
     *
     * @param number from 1
     * @throws LimitReached when the reading is to end
     */
    Page page(Part part, MediaType type, int number, Reading reading) {
        reading.check();
        try {
            Picture picture = PictureReader.supports(type)
                    ? pictures.orElseThrow().read(part.bytes(), type)
                    : scans.orElseThrow().page(part.bytes(), number, reading);
            return new Page.Shown(picture);
        } catch (LimitReached limit) {
            throw limit;
        } catch (Exception | StackOverflowError | AssertionError damaged) {
            String detail = damaged(part, type, reading, damaged).detail();
            return new Page.NotShown(new Rejection(DeadLetterReason.UNREADABLE, "page " + number + ": " + detail));
        }
    }

    /** Foreign parsers throw anything at damaged files; one that caught our own exception has ended all the same. */
    private static Unreadable damaged(Part part, MediaType type, Reading reading, Throwable damaged) {
        reading.check();
        return new Unreadable(as(type, part) + "damaged (" + firstLine(damaged)
                + "): open it in its own program to check it, and send a sound copy");
    }

    private IngestResult read(Part part, MediaType type, Reading reading, Attachments attachments, int depth)
            throws IOException, SAXException, TikaException {
        // Within other documents pictures are logos and photos more often than pages.
        boolean seen = pictures.isPresent() && depth == 0;
        if (seen && PictureReader.supports(type)) {
            pictures.get().check(part.bytes(), type);
            return new Pages(type.toString(), 1);
        }
        if (!types.isText(type)) {
            return tika.get().supports(type)
                    ? parsed(part, type, reading, attachments, seen)
                    : new Unsupported(type.toString(), Remedies.of(type, seen));
        }
        if (!TextDecoder.isText(part.bytes())) {
            return new Unreadable(as(type, part) + "no text but binary: send it with its right media type");
        }
        if (types.isMail(type)) {
            return result(mail.read(part, reading, attachments), type, part);
        }
        String text = decoder.decode(part.bytes(), charset(part, type));
        if (types.isHtml(type)) {
            return result(html.read(text, reading), type, part);
        }
        reading.written(text.length());
        return result(new Extracted(text, title(text, type)), type, part);
    }

    private IngestResult parsed(Part part, MediaType type, Reading reading, Attachments attachments, boolean seen)
            throws IOException, SAXException, TikaException {
        TikaReader.Typed typed = tika.get().read(part.bytes(), type, reading, attachments);
        if (type.equals(PDF) && typed.extracted().text().isBlank()) {
            return seen
                    ? new Pages(type.toString(), scans.orElseThrow().pages(part.bytes()))
                    : new Unsupported("application/pdf without text", Remedies.LOOK);
        }
        return result(typed.extracted(), typed.type(), part);
    }

    private static IngestResult result(Extracted extracted, MediaType type, Part part) {
        return extracted.text().isBlank()
                ? new Unreadable(as(type, part)
                        + "without text: if it shows text it is a picture of it, so run text recognition (OCR) first")
                : new Read(extracted.text(), type.toString(), extracted.title());
    }

    private static Optional<Charset> charset(Part part, MediaType type) {
        return part.charset()
                .or(() -> part.declared()
                        .flatMap(declared ->
                                TextDecoder.named(declared.getParameters().get("charset"))))
                .or(() -> MarkedCharset.of(part.bytes(), type));
    }

    private static Optional<String> title(String text, MediaType type) {
        if (!type.getSubtype().contains("markdown")) {
            return Optional.empty();
        }
        Matcher title = MARKDOWN_TITLE.matcher(text);
        return title.find() ? Optional.of(title.group(1)) : Optional.empty();
    }

    private static String as(MediaType type, Part part) {
        String said = part.declared()
                .map(declared -> declared.getBaseType().toString())
                .filter(declared -> !declared.equals(type.toString()))
                .map(declared -> " (declared as " + declared + ")")
                .orElse("");
        return "the document, read as " + type + said + ", is ";
    }

    private static String firstLine(Throwable cause) {
        String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        String what = cause.getMessage() == null ? cause.getClass().getSimpleName() : message;
        return what.length() <= 200 ? what : what.substring(0, 200) + "...";
    }
}
