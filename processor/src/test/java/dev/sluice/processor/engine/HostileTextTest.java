package dev.sluice.processor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.sluice.processor.classify.OfflineClassifier;
import dev.sluice.processor.example.SimilarExamples;
import dev.sluice.processor.extract.OfflineExtractor;
import dev.sluice.processor.summarize.OfflineSummarizer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Half a megabyte made to waste time takes a second on a busy machine, not minutes: the rules' time is proportional to the
 * text. Whatever is quadratic in any of these texts would take many minutes.
 */
final class HostileTextTest {
    private static final int SIZE = 500_000;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @ParameterizedTest(name = "text {index}")
    @ValueSource(
            strings = {
                "a",
                "1,",
                "01/02/",
                "Aa Bb ",
                "Jane ",
                "A: b\n",
                "Dear\n",
                "a@",
                "https://",
                "€1 ",
                "l'",
                "A Ltd ",
                "University of ",
                "order 12345 ",
                "\ud83d"
            })
    void takesTimeInProportionToTheText(String unit) {
        String text = unit.repeat(SIZE / unit.length());
        EngineTask task = EngineTasks.task("support-email", text);
        Clock clock = Clock.systemUTC();

        assertTimeout(LIMIT, () -> {
            for (Engine<?> engine : List.of(
                    new OfflineExtractor(clock),
                    new OfflineSummarizer(clock),
                    new OfflineClassifier(SimilarExamples.ofProfiles(), clock))) {
                assertThat(engine.run(task).attempts()).hasSize(1);
            }
        });
    }
}
