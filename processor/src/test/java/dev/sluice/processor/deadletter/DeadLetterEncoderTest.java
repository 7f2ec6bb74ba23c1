package dev.sluice.processor.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.OriginalEncoding;
import dev.sluice.schemas.avro.RecordHeader;
import dev.sluice.schemas.avro.SourceCoordinates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

final class DeadLetterEncoderTest {
    private static final int LIMIT = 20_000;
    private static final Serializer<DeadLetter> SERIALIZER = (topic, letter) -> {
        try {
            ByteBuffer bytes =
                    new BinaryMessageEncoder<DeadLetter>(letter.getSpecificData(), letter.getSchema()).encode(letter);
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    };

    private final DeadLetterEncoder encoder = new DeadLetterEncoder("documents.dead-letter", SERIALIZER, LIMIT);

    @Test
    void refusesWhatDoesNotFitEvenSoAndNamesTheTopicToMend() {
        byte[] noise = new byte[2 * LIMIT];
        new Random(1).nextBytes(noise);
        assertThatThrownBy(() -> encoder.encode(letter(noise, "", "")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("doc-1")
                .hasMessageContaining("documents.dead-letter")
                .hasMessageContaining("max.message.bytes");
    }

    @Test
    void saysWhereAKeyAndHeadersAreThatDoNotFitInTheEnd() throws IOException {
        DeadLetter small = letter(new byte[] {1, 2, 3}, "", "");
        DeadLetter letter = DeadLetter.newBuilder(small)
                .setOriginalKey(ByteBuffer.wrap(new byte[LIMIT]))
                .setSource(SourceCoordinates.newBuilder(small.getSource())
                        .setHeaders(List.of(new RecordHeader("h", ByteBuffer.wrap(new byte[LIMIT]))))
                        .build())
                .build();

        DeadLetter encoded = decode(encoder.encode(letter));

        assertThat(OriginalBytes.of(encoded)).contains(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertThat(encoded.getOriginalKey()).isEmpty();
        assertThat(encoded.getDetail()).contains("documents.raw-0 at offset 7");
    }

    @Test
    void keepsTheOriginalBytesWhateverItLeavesOut() throws IOException {
        byte[] original = "original ".repeat(LIMIT).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        DeadLetter letter = decode(encoder.encode(letter(original, "text ".repeat(LIMIT), "answer ".repeat(LIMIT))));

        assertThat(letter.getOriginalEncoding()).isEqualTo(OriginalEncoding.ZSTD);
        assertThat(Zstd.decompress(bytes(letter), original.length)).isEqualTo(original);
        assertThat(letter.getText()).isEmpty();
        assertThat(letter.getAttempts())
                .singleElement()
                .matches(attempt -> attempt.getAnswer().isEmpty());
        assertThat(letter.getDetail()).startsWith("It failed.").contains("left out");
    }

    @Test
    void leavesOutNoMoreThanItMust() throws IOException {
        byte[] original = "original ".repeat(LIMIT).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        DeadLetter letter = decode(encoder.encode(letter(original, "text", "answer")));

        assertThat(letter.getText()).contains("text");
        assertThat(letter.getAttempts().getFirst().getAnswer()).contains("answer");
    }

    @Test
    void leavesAsItIsWhatFits() throws IOException {
        DeadLetter letter = letter(new byte[] {1, 2, 3}, "text", "answer");
        assertThat(decode(encoder.encode(letter))).isEqualTo(letter);
    }

    private static DeadLetter letter(byte[] original, String text, String answer) {
        return DeadLetter.newBuilder()
                .setDocumentId("doc-1")
                .setSource(SourceCoordinates.newBuilder()
                        .setTopic("documents.raw")
                        .setPartition(0)
                        .setOffset(7)
                        .setTimestamp(Instant.EPOCH)
                        .build())
                .setOriginalValue(ByteBuffer.wrap(original))
                .setStage("extract")
                .setReason(DeadLetterReason.INVALID_OUTPUT)
                .setDetail("It failed.")
                .setText(text)
                .setAttempts(List.of(Attempt.newBuilder()
                        .setStage("extract")
                        .setOrigin(new Origin("model", "m", "1"))
                        .setStartedAt(Instant.EPOCH)
                        .setDurationMs(1)
                        .setOutcome(AttemptOutcome.INVALID)
                        .setAnswer(answer)
                        .build()))
                .setDeadLetteredAt(Instant.EPOCH)
                .build();
    }

    private static DeadLetter decode(byte[] bytes) throws IOException {
        return new BinaryMessageDecoder<DeadLetter>(new DeadLetter().getSpecificData(), DeadLetter.getClassSchema())
                .decode(bytes);
    }

    private static byte[] bytes(DeadLetter letter) {
        ByteBuffer buffer = letter.getOriginalValue().orElseThrow().duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
