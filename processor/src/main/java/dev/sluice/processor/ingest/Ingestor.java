package dev.sluice.processor.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.processor.ingest.IngestResult.Pages;
import dev.sluice.processor.ingest.IngestResult.Read;
import dev.sluice.processor.ingest.IngestResult.TooLarge;
import dev.sluice.processor.ingest.IngestResult.Unreadable;
import dev.sluice.processor.step.Rejection;
import dev.sluice.processor.transcribe.Page;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.RawDocument;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.tika.mime.MediaType;

/**
 * From a document as it arrives to its text. Thread-safe; made for virtual threads, of which those beyond {@link
 * IngestLimits#parallel()} wait.
 *
 * <p>Text that is declared as text/plain goes through untouched. Anything else is parsed on a platform thread, as a parser
 * may never return: see {@link ParseThreads}. Whatever a document does to a parser, the end is an {@link IngestResult}.
 */
public final class Ingestor {
    private final IngestLimits limits;
    private final ParseThreads threads;
    private final Lazy<DocumentReader> reader;

    /** Reads text only: no model can see. */
    public Ingestor(IngestLimits limits) {
        this(limits, Optional.empty());
    }

    /** @param vision what a document that is a picture may cost; empty if no model can see */
    public Ingestor(IngestLimits limits, Optional<VisionLimits> vision) {
        this.limits = limits;
        this.reader = new Lazy<>(() -> new DocumentReader(vision));
        this.threads = new ParseThreads(limits.parallel());
    }

    /**
     * Reads a record's document.
     *
     * @throws InterruptedException when the caller is interrupted; the parse is given up
     */
    public IngestResult ingest(RawDocument document) throws InterruptedException {
        return switch (document.getContent()) {
            case ByteBuffer content -> ingest(bytes(content), document.getMediaType());
            case Object text -> ingest(text.toString(), document.getMediaType());
        };
    }

    /**
     * Reads a file.
     *
     * @param mediaType as declared, a hint: what the bytes show wins where the two contradict
     * @throws InterruptedException when the caller is interrupted; the parse is given up
     */
    public IngestResult ingest(byte[] bytes, Optional<String> mediaType) throws InterruptedException {
        return parse(new Part(bytes, mediaType.flatMap(MediaTypes::parse), Optional.empty()));
    }

    /**
     * Reads a text, which can be the source of an HTML page or an e-mail.
     *
     * @param mediaType as declared; text/plain is taken at its word, and otherwise what the text shows wins
     * @throws InterruptedException when the caller is interrupted; the parse is given up
     */
    public IngestResult ingest(String text, Optional<String> mediaType) throws InterruptedException {
        Optional<MediaType> declared = mediaType.flatMap(MediaTypes::parse);
        if (!declared.map(MediaType::getBaseType).equals(Optional.of(MediaType.TEXT_PLAIN))) {
            return parse(new Part(text.getBytes(UTF_8), declared, Optional.of(UTF_8)));
        }
        if (text.isBlank()) {
            return new Unreadable("the document is blank: send it again with its content");
        }
        if (text.length() > limits.outputCharacters()) {
            return new TooLarge("the document is " + text.length() + " characters long, more than "
                    + limits.outputCharacters() + ": split it or raise the limit");
        }
        return new Read(text, MediaType.TEXT_PLAIN.toString(), Optional.empty());
    }

    /**
     * Makes a picture of one page.
     *
     * @param document was read as {@code pages}
     * @param number from 1
     * @throws InterruptedException when the caller is interrupted; the work is given up
     */
    public Page page(RawDocument document, Pages pages, int number) throws InterruptedException {
        byte[] bytes = document.getContent() instanceof ByteBuffer content
                ? bytes(content)
                : document.getContent().toString().getBytes(UTF_8);
        MediaType type = MediaTypes.parse(pages.mediaType()).orElseThrow();
        Part part = new Part(bytes, Optional.of(type), Optional.empty());
        return threads.run(limits.time(), new Reading(limits), reading -> page(part, type, number, reading))
                .orElseGet(() -> new Page.NotShown(new Rejection(
                        DeadLetterReason.TOO_LARGE,
                        "making a picture of page " + number + " took longer than "
                                + limits.time().toMillis() + " ms: simplify the document, or raise the limit")));
    }

    private Page page(Part part, MediaType type, int number, Reading reading) {
        try {
            return reader.get().page(part, type, number, reading);
        } catch (LimitReached limit) {
            return new Page.NotShown(new Rejection(
                    DeadLetterReason.TOO_LARGE, "page " + number + " cannot be shown: " + limit.getMessage()));
        }
    }

    private static byte[] bytes(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        return bytes;
    }

    private IngestResult parse(Part part) throws InterruptedException {
        if (part.bytes().length > limits.inputBytes()) {
            return new TooLarge("the document is " + part.bytes().length + " bytes long, more than "
                    + limits.inputBytes() + ": split it or raise the limit");
        }
        // Made here if need be: that is not the document's time.
        DocumentReader documents = reader.get();
        return threads.run(limits.time(), new Reading(limits), reading -> parse(documents, part, reading))
                .orElseGet(() -> new TooLarge("reading the document took longer than "
                        + limits.time().toMillis() + " ms: simplify or split it, or raise the limit"));
    }

    private IngestResult parse(DocumentReader documents, Part part, Reading reading) {
        try {
            return documents.read(part, 0, reading);
        } catch (LimitReached limit) {
            return new TooLarge("the document was not read to its end: " + limit.getMessage());
        }
    }
}
