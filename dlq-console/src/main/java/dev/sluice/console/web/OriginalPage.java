package dev.sluice.console.web;

import com.github.luben.zstd.Zstd;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.OriginalEncoding;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.registry.AvroSerdes;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * The document as it came, where that is a picture or a PDF. What it is, its first bytes tell, not whoever sent it; anything
 * else is not served.
 */
final class OriginalPage {
    private static final int MOST_BYTES = 32 * 1024 * 1024;

    private final ItemPage items;
    private final Deserializer<RawDocument> deserializer;

    OriginalPage(ItemPage items, AvroSerdes serdes) {
        this.items = items;
        this.deserializer = serdes.deserializer(RawDocument.class);
    }

    /** What browsers may show, by how its bytes begin. */
    private enum Kind {
        PNG("image/png", 0, "\u0089PNG\r\n\u001A\n"),
        JPEG("image/jpeg", 0, "\u00FF\u00D8\u00FF"),
        GIF("image/gif", 0, "GIF8"),
        WEBP("image/webp", 8, "WEBP"),
        PDF("application/pdf", 0, "%PDF-");

        private final String mediaType;
        private final int at;
        private final String magic;

        Kind(String mediaType, int at, String magic) {
            this.mediaType = mediaType;
            this.at = at;
            this.magic = magic;
        }

        private boolean isOf(byte[] content) {
            byte[] wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
            int end = at + wanted.length;
            return content.length >= end && Arrays.equals(content, at, end, wanted, 0, wanted.length);
        }

        private static Optional<Kind> of(byte[] content) {
            return Arrays.stream(values()).filter(kind -> kind.isOf(content)).findFirst();
        }
    }

    /** How an item's original would be looked at, if at all, by what it claims to be: image or pdf. */
    static Optional<String> kind(ReviewItem item) {
        DeadLetter letter = item.getDeadLetter();
        String type = letter.getProperties()
                .flatMap(properties -> properties.getMediaType())
                .orElse("");
        if (letter.getOriginalValue().isEmpty()) {
            return Optional.empty();
        }
        for (Kind kind : Kind.values()) {
            if (type.startsWith(kind.mediaType)) {
                return Optional.of(kind == Kind.PDF ? "pdf" : "image");
            }
        }
        return Optional.empty();
    }

    void answer(Context request, Visit visit) {
        ReviewItem item = items.find(request.queryParam("id"), visit);
        byte[] content = content(item.getDeadLetter())
                .orElseThrow(() -> new NotFoundResponse("The original is not kept with the item."));
        Kind kind = Kind.of(content)
                .orElseThrow(() -> new NotFoundResponse("The original is neither a picture nor a PDF."));
        // Chromium's viewer of PDFs works with it, too: tried with Chromium 156.
        request.header("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'self'")
                .header("Content-Disposition", "inline; filename=original")
                .contentType(kind.mediaType)
                .result(content);
    }

    void text(Context request, Visit visit) {
        ReviewItem item = items.find(request.queryParam("id"), visit);
        request.header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header("Content-Disposition", "attachment; filename=text.txt")
                .contentType("text/plain; charset=utf-8")
                .result(item.getDeadLetter().getText().orElse(""));
    }

    private Optional<byte[]> content(DeadLetter letter) {
        return letter.getOriginalValue().map(value -> {
            byte[] bytes = bytes(value);
            if (letter.getOriginalEncoding() == OriginalEncoding.ZSTD) {
                long size = Zstd.getFrameContentSize(bytes);
                if (size <= 0 || size > MOST_BYTES) {
                    throw new NotFoundResponse("The original is too large to be shown here.");
                }
                bytes = Zstd.decompress(bytes, (int) size);
            }
            Object content =
                    deserializer.deserialize(Topic.RAW.topicName(), bytes).getContent();
            return content instanceof ByteBuffer file
                    ? bytes(file)
                    : content.toString().getBytes(StandardCharsets.UTF_8);
        });
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
