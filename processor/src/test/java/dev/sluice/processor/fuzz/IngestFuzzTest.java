package dev.sluice.processor.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.ingest.IngestLimits;
import dev.sluice.processor.ingest.IngestResult;
import dev.sluice.processor.ingest.IngestResult.Pages;
import dev.sluice.processor.ingest.IngestResult.Read;
import dev.sluice.processor.ingest.IngestResult.TooLarge;
import dev.sluice.processor.ingest.IngestResult.Unreadable;
import dev.sluice.processor.ingest.IngestResult.Unsupported;
import dev.sluice.processor.ingest.Ingestor;
import dev.sluice.processor.ingest.VisionLimits;
import dev.sluice.processor.transcribe.Page;
import dev.sluice.schemas.avro.RawDocument;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a file does to its parser: it ends in a result, within the limits. */
final class IngestFuzzTest {
    private static final int MOST_CHARACTERS = 100_000;
    private static final int LONGEST_TITLE = 1_000;
    /** What a dead letter can hold of a reason without being one for a large record. */
    private static final int LONGEST_DETAIL = 10_000;

    private final Ingestor ingestor = new Ingestor(
            new IngestLimits(Duration.ofSeconds(10), 1 << 20, MOST_CHARACTERS, 16L << 20, 3, 20, 2),
            Optional.of(new VisionLimits(3, 1_000_000, 512)));

    @ParameterizedTest
    @CsvSource({
        "text, text/plain",
        "html, text/html",
        "mail, message/rfc822",
        "pdf, application/pdf",
        "ooxml, application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "ole2, application/vnd.ms-excel",
        "odf, application/vnd.oasis.opendocument.text",
        "rtf, application/rtf",
        "picture, image/png"
    })
    void everyFileEndsInAResult(String kind, String mediaType) throws Exception {
        Fuzzing.fuzz("ingest/" + kind, bytes -> {
            read(bytes, Optional.empty());
            read(bytes, Optional.of(mediaType));
        });
    }

    private void read(byte[] bytes, Optional<String> mediaType) throws InterruptedException {
        IngestResult result = ingestor.ingest(bytes, mediaType);
        switch (result) {
            case Read read -> {
                assertThat(read.text()).isNotBlank().hasSizeLessThanOrEqualTo(MOST_CHARACTERS);
                assertThat(read.title().orElse("")).hasSizeLessThanOrEqualTo(LONGEST_TITLE);
            }
            case Pages pages -> show(bytes, pages);
            case Unreadable unreadable -> assertSays(unreadable.detail());
            case Unsupported unsupported -> assertSays(unsupported.remedy());
            case TooLarge tooLarge -> assertSays(tooLarge.detail());
        }
    }

    private void show(byte[] bytes, Pages pages) throws InterruptedException {
        RawDocument document =
                RawDocument.newBuilder().setContent(ByteBuffer.wrap(bytes)).build();
        Page page = ingestor.page(document, pages, 1);
        assertThat(page).isNotNull();
    }

    private static void assertSays(String detail) {
        assertThat(detail).isNotBlank().hasSizeLessThanOrEqualTo(LONGEST_DETAIL);
    }
}
