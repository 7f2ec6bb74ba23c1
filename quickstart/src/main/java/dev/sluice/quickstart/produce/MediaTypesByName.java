package dev.sluice.quickstart.produce;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The media types that files' names tell, for the usual kinds; what is not listed is left to the processor, which looks at
 * the content.
 */
public final class MediaTypesByName {
    private static final String OOXML = "application/vnd.openxmlformats-officedocument.";
    private static final String OPEN_DOCUMENT = "application/vnd.oasis.opendocument.";
    private static final Map<String, String> BY_EXTENSION = Map.ofEntries(
            Map.entry("csv", "text/csv"),
            Map.entry("doc", "application/msword"),
            Map.entry("docx", OOXML + "wordprocessingml.document"),
            Map.entry("eml", "message/rfc822"),
            Map.entry("htm", "text/html"),
            Map.entry("html", "text/html"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("json", "application/json"),
            Map.entry("log", "text/plain"),
            Map.entry("markdown", "text/markdown"),
            Map.entry("md", "text/markdown"),
            Map.entry("text", "text/plain"),
            Map.entry("odp", OPEN_DOCUMENT + "presentation"),
            Map.entry("ods", OPEN_DOCUMENT + "spreadsheet"),
            Map.entry("odt", OPEN_DOCUMENT + "text"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("png", "image/png"),
            Map.entry("pptx", OOXML + "presentationml.presentation"),
            Map.entry("rtf", "application/rtf"),
            Map.entry("tsv", "text/tab-separated-values"),
            Map.entry("txt", "text/plain"),
            Map.entry("xhtml", "application/xhtml+xml"),
            Map.entry("xlsx", OOXML + "spreadsheetml.sheet"),
            Map.entry("xml", "application/xml"));

    private MediaTypesByName() {}

    /** By the ending of the name. */
    public static Optional<String> of(String fileName) {
        String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(BY_EXTENSION.get(extension));
    }
}
