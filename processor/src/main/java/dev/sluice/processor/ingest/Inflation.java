package dev.sluice.processor.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/**
 * Measures what compressed data unfolds to, before a parser that would hold it in memory gets it. Deflate reaches 1,032
 * to 1, so a few megabytes can hold gigabytes.
 */
final class Inflation {
    private static final byte[] STREAM = {'s', 't', 'r', 'e', 'a', 'm'};
    private static final int BUFFER_BYTES = 32 << 10;

    private Inflation() {}

    /**
     * What a zip file is.
     *
     * @param office whether it holds the part that every OOXML document has
     * @param mimeType the media type that OpenDocument and EPUB files name in their first entry
     */
    record Zip(boolean office, Optional<String> mimeType) {}

    /**
     * Unfolds a zip file entry by entry, with the same code as the office parsers so that both see the same entries; ends
     * quietly where the file is damaged.
     */
    static Zip ofZip(byte[] bytes, Reading reading) {
        boolean office = false;
        Optional<String> mimeType = Optional.empty();
        long inflated = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (ZipArchiveInputStream zip = new ZipArchiveInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipArchiveEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                office |= entry.getName().equals("[Content_Types].xml");
                int first = zip.read(buffer);
                if (entry.getName().equals("mimetype") && first > 0) {
                    mimeType = Optional.of(new String(buffer, 0, first, StandardCharsets.US_ASCII).strip());
                }
                for (int n = first; n >= 0; n = zip.read(buffer)) {
                    inflated += n;
                    reading.inflated(inflated);
                }
            }
        } catch (IOException | IllegalArgumentException damaged) {
            // The parser that gets the file next says what is wrong with it.
            reading.check();
        }
        return new Zip(office, mimeType);
    }

    /**
     * Unfolds each deflated stream of a PDF, found by its keyword as damaged and malicious files lie about the rest. A
     * stream that is encrypted, or compressed in another way, escapes this.
     */
    static void ofPdf(byte[] bytes, Reading reading) {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int at = indexOfStream(bytes, 0); at >= 0; at = indexOfStream(bytes, at)) {
            at += STREAM.length;
            while (at < bytes.length && (bytes[at] == '\r' || bytes[at] == '\n' || bytes[at] == ' ')) {
                at++;
            }
            reading.check();
            Inflater inflater = new Inflater();
            try {
                inflater.setInput(bytes, at, bytes.length - at);
                for (int n = inflater.inflate(buffer); n > 0; n = inflater.inflate(buffer)) {
                    reading.inflated(inflater.getBytesWritten());
                }
            } catch (DataFormatException notDeflated) {
                // Not a compressed stream, or damaged from here on.
            } finally {
                inflater.end();
            }
        }
    }

    private static int indexOfStream(byte[] bytes, int from) {
        for (int i = from; i <= bytes.length - STREAM.length; i++) {
            int matched = 0;
            while (matched < STREAM.length && bytes[i + matched] == STREAM[matched]) {
                matched++;
            }
            if (matched == STREAM.length) {
                return i;
            }
        }
        return -1;
    }
}
