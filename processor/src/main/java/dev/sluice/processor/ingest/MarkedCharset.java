package dev.sluice.processor.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.charset.Charset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tika.mime.MediaType;

/** The character set that HTML and XML name in their first lines. */
final class MarkedCharset {
    private static final int SEARCHED_BYTES = 4096;
    private static final Pattern HTML = Pattern.compile("(?is)<meta[^>]{0,200}charset\\s*=\\s*[\"']?([\\w.:-]{1,40})");
    private static final Pattern XML =
            Pattern.compile("(?s)^\\s*<\\?xml[^>]{0,200}encoding\\s*=\\s*[\"']([\\w.:-]{1,40})");

    private MarkedCharset() {}

    static Optional<Charset> of(byte[] bytes, MediaType type) {
        String start = new String(bytes, 0, Math.min(bytes.length, SEARCHED_BYTES), ISO_8859_1);
        Matcher xml = XML.matcher(start);
        if (xml.find()) {
            return TextDecoder.named(xml.group(1));
        }
        Matcher html = HTML.matcher(start);
        return type.getSubtype().contains("html") && html.find() ? TextDecoder.named(html.group(1)) : Optional.empty();
    }
}
