package dev.sluice.processor.cache;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Answers as bytes and back: one byte for the format, then JSON in a Zstandard frame with its checksum (RFC 8878).
 * Thread-safe.
 */
final class AnswerCodec {
    /** An entry of another format is as good as none. */
    private static final byte FORMAT = 1;
    /** No answer is longer: what claims to be was not written here, and must not fill the memory. */
    private static final int LONGEST_JSON = 4 * 1024 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();
    private static final ObjectWriter WRITER = JSON.writerFor(CachedAnswer.class);
    private static final ObjectReader READER = JSON.readerFor(CachedAnswer.class);

    byte[] encode(CachedAnswer answer) {
        try (ZstdCompressCtx context = new ZstdCompressCtx()) {
            byte[] frame = context.setChecksum(true).compress(WRITER.writeValueAsBytes(answer));
            byte[] entry = new byte[frame.length + 1];
            entry[0] = FORMAT;
            System.arraycopy(frame, 0, entry, 1, frame.length);
            return entry;
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }

    /** The answer; none if the bytes are damaged or of another format. */
    Optional<CachedAnswer> decode(byte[] entry) {
        if (entry.length < 2 || entry[0] != FORMAT) {
            return Optional.empty();
        }
        byte[] frame = Arrays.copyOfRange(entry, 1, entry.length);
        try {
            long length = Zstd.getFrameContentSize(frame);
            return length < 1 || length > LONGEST_JSON
                    ? Optional.empty()
                    : Optional.of(READER.readValue(Zstd.decompress(frame, Math.toIntExact(length))));
        } catch (IOException | RuntimeException damaged) {
            return Optional.empty();
        }
    }
}
