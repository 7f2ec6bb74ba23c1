package dev.sluice.processor.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerCodecTest {
    private static final CachedAnswer ANSWER = new CachedAnswer(
            "{\"summary\":\"Ärger, \uD83D\uDE00 and so on\"}".repeat(20), "gpt-test", Map.of("/a", 0.25), 1_234, 99);

    private final AnswerCodec codec = new AnswerCodec();

    @Test
    void knowsNothingOfACutEntry() {
        byte[] entry = codec.encode(ANSWER);
        for (int length = 0; length < entry.length; length++) {
            assertThat(codec.decode(Arrays.copyOf(entry, length)))
                    .as("%s of %s bytes", length, entry.length)
                    .isEmpty();
        }
        assertThat(codec.decode(Arrays.copyOf(entry, entry.length + 1)))
                .as("one byte more")
                .isEmpty();
    }

    @Test
    void neverTakesADamagedEntryForAnother() {
        byte[] entry = codec.encode(ANSWER);
        for (int bit = 0; bit < entry.length * Byte.SIZE; bit++) {
            byte[] damaged = entry.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            codec.decode(damaged).ifPresent(answer -> assertThat(answer).isEqualTo(ANSWER));
        }
    }

    @Test
    void knowsNothingOfAnotherFormat() {
        byte[] entry = codec.encode(ANSWER);
        entry[0]++;
        assertThat(codec.decode(entry)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"text\":\"t\",\"model\":\"m\",\"likelihoods\":{},\"costMicros\":1}",
                "{\"text\":null,\"model\":\"m\",\"likelihoods\":{},\"costMicros\":1,\"answeredAt\":1}",
                "{\"text\":\"t\",\"model\":\"m\",\"likelihoods\":{\"/a\":null},\"costMicros\":1,\"answeredAt\":1}",
                "{\"text\":\"t\",\"model\":\"m\",\"likelihoods\":{},\"costMicros\":1,\"answeredAt\":1} 2",
                "{\"text\":\"t\",\"model\":\"m\",\"likelihoods\":{},\"costMicros\":1,\"answeredAt\":1,\"more\":2}"
            })
    void knowsNothingOfJsonThatIsNoAnswer(String json) {
        assertThat(codec.decode(entry(json.getBytes(UTF_8)))).isEmpty();
    }

    @Test
    void doesNotUnpackWhatIsFarTooLarge() {
        byte[] bomb = entry(new byte[64 * 1024 * 1024]);
        assertThat(bomb.length).isLessThan(10_000);
        assertThat(codec.decode(bomb)).isEmpty();
    }

    @Test
    void givesBackWhatItWasGivenInFewerBytes() {
        byte[] entry = codec.encode(ANSWER);
        assertThat(codec.decode(entry)).contains(ANSWER);
        assertThat(entry.length).isLessThan(ANSWER.text().length() / 2);
    }

    private static byte[] entry(byte[] content) {
        byte[] frame = Zstd.compress(content);
        byte[] entry = new byte[frame.length + 1];
        entry[0] = 1;
        System.arraycopy(frame, 0, entry, 1, frame.length);
        return entry;
    }
}
