package dev.sluice.processor.ingest;

import java.util.Set;
import org.apache.tika.mime.MediaType;

/** What to do about a document of a kind that is not read. */
final class Remedies {
    private static final Set<String> ARCHIVES = Set.of(
            "application/zip",
            "application/gzip",
            "application/x-tar",
            "application/x-gtar",
            "application/x-7z-compressed",
            "application/x-rar-compressed",
            "application/x-bzip2",
            "application/x-xz",
            "application/zstd");

    private Remedies() {}

    /** What to do where no model can see. */
    static final String LOOK =
            "set vision.engine to a model that can see, or run text recognition (OCR) and send the text";

    /** @param vision whether a model can see */
    static String of(MediaType type, boolean vision) {
        if (type.getType().equals("image")) {
            return vision || !PictureReader.supports(type) ? "convert the image to PNG, JPEG or WebP" : LOOK;
        }
        if (type.getType().equals("audio") || type.getType().equals("video")) {
            return "transcribe the recording and send the text";
        }
        if (ARCHIVES.contains(type.toString())) {
            return "unpack the archive and send each file as a document of its own";
        }
        if (type.equals(MediaType.OCTET_STREAM)) {
            return "declare what the document is, or send it as text, HTML, PDF, an office file or an e-mail";
        }
        return "convert the document to text, HTML, PDF or an office file and send that";
    }
}
