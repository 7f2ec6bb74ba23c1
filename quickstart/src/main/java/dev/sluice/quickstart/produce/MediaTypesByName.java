package dev.sluice.quickstart.produce;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The media types that a file's name tells. Only those that its bytes do not tell as well: the rest is left to the
 * processor, which looks at the content.
 */
final class MediaTypesByName {
    private static final Map<String, String> BY_EXTENSION = Map.ofEntries(
            Map.entry("csv", "text/csv"),
            Map.entry("eml", "message/rfc822"),
            Map.entry("htm", "text/html"),
            Map.entry("html", "text/html"),
            Map.entry("json", "application/json"),
            Map.entry("log", "text/plain"),
            Map.entry("markdown", "text/markdown"),
            Map.entry("md", "text/markdown"),
            Map.entry("text", "text/plain"),
            Map.entry("tsv", "text/tab-separated-values"),
            Map.entry("txt", "text/plain"),
            Map.entry("xhtml", "application/xhtml+xml"),
            Map.entry("xml", "application/xml"));

    private MediaTypesByName() {}

    static Optional<String> of(String fileName) {
        String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(BY_EXTENSION.get(extension));
    }
}
