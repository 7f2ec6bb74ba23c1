package dev.sluice.processor.ingest;

import dev.sluice.processor.ingest.IngestResult.Pages;
import dev.sluice.processor.ingest.IngestResult.Read;
import dev.sluice.processor.ingest.IngestResult.TooLarge;
import dev.sluice.processor.ingest.IngestResult.Unreadable;
import dev.sluice.processor.ingest.IngestResult.Unsupported;
import java.io.IOException;

/** Reads the documents within a document, each under a heading of its own. Not thread-safe. */
final class Attachments {
    private final DocumentReader reader;
    private final Reading reading;
    private final int depth;
    private final StringBuilder text = new StringBuilder();

    /** @param depth of the document that holds them, from 0 */
    Attachments(DocumentReader reader, Reading reading, int depth) {
        this.reader = reader;
        this.reading = reading;
        this.depth = depth;
    }

    /** Reads one that its sender meant to be seen, and says so where it cannot be read. */
    void add(String name, Part part) {
        reading.embedded(depth + 1);
        switch (reader.read(part, depth + 1, reading)) {
            case Read read -> section(name + " (" + read.mediaType() + ")", read.text());
            case Unsupported unsupported -> section(name + " (" + unsupported.mediaType() + "), not read", "");
            case Pages pages -> section(name + " (" + pages.mediaType() + "), not read", "");
            case Unreadable(String detail) -> section(name + ", not read: " + detail, "");
            case TooLarge(String detail) -> section(name + ", not read: " + detail, "");
        }
    }

    /** Reads one if it can be read: office documents are full of parts that nobody misses. */
    void addIfReadable(String name, Part part) {
        reading.embedded(depth + 1);
        if (reader.read(part, depth + 1, reading) instanceof Read read) {
            section(name + " (" + read.mediaType() + ")", read.text());
        }
    }

    /** Adds a mail within a mail, which is parsed already. */
    void addMail(String name, InnerMail mail) throws IOException {
        reading.embedded(depth + 1);
        section(
                name + " (message/rfc822)",
                mail.read(new Attachments(reader, reading, depth + 1)).text());
    }

    /** A mail that reads itself. */
    @FunctionalInterface
    interface InnerMail {
        Extracted read(Attachments inner) throws IOException;
    }

    /** The documents' texts, each after its heading; blank if there are none. */
    String text() {
        return text.toString();
    }

    private void section(String heading, String content) {
        String section = "\n\n--- Attachment: " + heading + " ---\n\n";
        reading.written(section.length());
        text.append(section).append(content);
    }
}
