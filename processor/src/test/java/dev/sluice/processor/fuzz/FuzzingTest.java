package dev.sluice.processor.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What looks for faults finds those that there are. */
final class FuzzingTest {
    private static final String TARGET = "answer/classify";

    @Test
    void namesTheSeedOfWhatATargetThrowsAtAndKeepsTheInput() {
        assertThatThrownBy(() -> Fuzzing.fuzz(TARGET, input -> {
                    if (input.length > 200) {
                        throw new IllegalStateException("too long");
                    }
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("threw at input")
                .hasMessageContaining("-Dfuzz.seed=")
                .hasRootCauseMessage("too long")
                .satisfies(found -> assertThat(kept(found)).exists());
    }

    @Test
    void findsATargetThatTakesTooMuchMemory() {
        byte[][] taken = new byte[1][];
        assertThatThrownBy(() -> Fuzzing.fuzz(
                        TARGET,
                        input -> {
                            for (int i = 0; i < 20; i++) {
                                taken[0] = new byte[1 << 20];
                            }
                        },
                        10 << 20))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("MiB of memory");
    }

    @Test
    void makesTheSameInputsOfASeedAndOthersOfAnother() throws Exception {
        List<byte[]> corpus = Corpus.of("ingest/ooxml").inputs();
        for (int i = 0; i < 20; i++) {
            assertThat(new Mutation(corpus, new Random(i)).next())
                    .isEqualTo(new Mutation(corpus, new Random(i)).next());
        }
        assertThat(new Mutation(corpus, new Random(1)).next()).isNotEqualTo(new Mutation(corpus, new Random(2)).next());
    }

    private static Path kept(Throwable found) {
        String message = String.valueOf(found.getMessage());
        Path file = Path.of(message.replaceFirst(".*which is (\\S+)\\. Copy.*", "$1"));
        return file;
    }
}
