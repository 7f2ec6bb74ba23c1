package dev.sluice.processor.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.tika.detect.microsoft.POIFSContainerDetector;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeTypes;

/** Finds out what a document is from its bytes and what it is said to be. Thread-safe. */
final class MediaTypes {
    /** An OOXML document of a kind that its parser finds out. */
    static final MediaType OOXML = MediaType.application("x-tika-ooxml");

    private static final MediaType MAIL = MediaType.parse("message/rfc822");
    private static final MediaType OLE2 = MediaType.application("x-tika-msoffice");
    private static final MediaType RTF = MediaType.application("rtf");

    private final MimeTypes types = MimeTypes.getDefaultMimeTypes();
    private final MediaTypeRegistry registry = types.getMediaTypeRegistry();

    /**
     * The type to read a document as. The bytes win, except where the declaration says it more exactly (Markdown, where the
     * bytes show only text) or the bytes show nothing; of two kinds of text the declared one is taken, as any text may
     * begin like another kind.
     */
    MediaType of(byte[] bytes, Optional<MediaType> declared, Reading reading) throws IOException {
        MediaType found = detect(bytes, reading);
        if (declared.isEmpty() || declared.get().getBaseType().equals(MediaType.OCTET_STREAM)) {
            return found;
        }
        MediaType said = declared.get().getBaseType();
        boolean saysMore = found.equals(MediaType.OCTET_STREAM)
                || registry.isInstanceOf(registry.normalize(said), found)
                || (isText(said) && isText(found));
        return saysMore ? said : found;
    }

    boolean isMail(MediaType type) {
        return registry.isInstanceOf(registry.normalize(type), MAIL);
    }

    boolean isHtml(MediaType type) {
        return type.equals(MediaType.TEXT_HTML) || type.equals(MediaType.application("xhtml+xml"));
    }

    /** Whether documents of this type are text that people read as it is, marked-up or not. */
    boolean isText(MediaType type) {
        MediaType normal = registry.normalize(type);
        return !normal.equals(RTF)
                && !type.getType().equals("image")
                && (type.getType().equals("text")
                        || isMail(type)
                        || registry.isInstanceOf(normal, MediaType.TEXT_PLAIN)
                        || registry.isInstanceOf(normal, MediaType.APPLICATION_XML)
                        || type.getSubtype().endsWith("+xml")
                        || type.getSubtype().endsWith("json"));
    }

    boolean isZip(MediaType type) {
        return registry.isInstanceOf(registry.normalize(type), MediaType.APPLICATION_ZIP);
    }

    private MediaType detect(byte[] bytes, Reading reading) throws IOException {
        MediaType magic = types.detect(new ByteArrayInputStream(bytes), new Metadata());
        if (isZip(magic)) {
            Inflation.Zip zip = Inflation.ofZip(bytes, reading);
            return zip.office()
                    ? OOXML
                    : zip.mimeType().flatMap(MediaTypes::parse).orElse(magic);
        }
        if (magic.equals(OLE2)) {
            return ole2(bytes);
        }
        return magic.equals(MediaType.OCTET_STREAM) && TextDecoder.isText(bytes) ? MediaType.TEXT_PLAIN : magic;
    }

    private static MediaType ole2(byte[] bytes) {
        try (POIFSFileSystem files = new POIFSFileSystem(new ByteArrayInputStream(bytes))) {
            return POIFSContainerDetector.detect(files.getRoot().getEntryNames(), files.getRoot());
        } catch (IOException | RuntimeException damaged) {
            // Its parser says what is wrong with it.
            return OLE2;
        }
    }

    /** A media type with its parameters, if it is one. */
    static Optional<MediaType> parse(String type) {
        return Optional.ofNullable(MediaType.parse(type));
    }
}
