package dev.sluice.processor.deadletter;

import com.github.luben.zstd.Zstd;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.OriginalEncoding;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The original value in a dead letter, compressed where the dead letter would be too large otherwise. */
public final class OriginalBytes {
    private OriginalBytes() {}

    /** As it arrived; empty if it came without a value. */
    public static Optional<ByteBuffer> of(DeadLetter letter) {
        return letter.getOriginalEncoding() == OriginalEncoding.ZSTD
                ? letter.getOriginalValue().map(value -> ByteBuffer.wrap(Zstd.decompress(bytes(value))))
                : letter.getOriginalValue();
    }

    /** The dead letter with its original value compressed. */
    static DeadLetter compressed(DeadLetter letter) {
        return letter.getOriginalValue()
                .map(value -> DeadLetter.newBuilder(letter)
                        .setOriginalValue(ByteBuffer.wrap(Zstd.compress(bytes(value))))
                        .setOriginalEncoding(OriginalEncoding.ZSTD)
                        .build())
                .orElse(letter);
    }

    private static byte[] bytes(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return bytes;
    }
}
