package dev.sluice.processor.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.processor.engine.Parallel;
import dev.sluice.processor.engine.TestTasks;
import dev.sluice.processor.step.StepResult.Done;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.Progress;
import dev.sluice.schemas.avro.ProgressState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressReportsTest {
    private static final Enrichment DOCUMENT =
            TestTasks.task("text", TestTasks.profile("model")).enrichment();

    private final List<Progress> reported = new CopyOnWriteArrayList<>();
    private final SteppedClock clock = new SteppedClock();
    private final ProgressReports reports = new ProgressReports(reported::add, clock);

    @Test
    void aStepThatFailsIsReportedAsFinishedAllTheSame() {
        assertThatThrownBy(() -> reports.of(Stage.EXTRACT, (input, retries) -> {
                            throw new InterruptedException("the stage closes");
                        })
                        .apply(DOCUMENT, 0))
                .isInstanceOf(InterruptedException.class);
        assertThat(reported)
                .extracting(Progress::getState)
                .containsExactly(ProgressState.STARTED, ProgressState.FINISHED);
        assertThat(reported.getLast().getOutcome()).contains("failed");
    }

    @Test
    void whatIsWrittenOutsideOfAStepIsNobodysProgress() {
        reports.written(1_000);
        assertThat(reported).isEmpty();
    }

    @Test
    void writingIsReportedAtMostOnceASecond() throws Exception {
        reports.of(Stage.SUMMARIZE, (input, retries) -> {
                    for (int i = 0; i < 40; i++) {
                        clock.advance(Duration.ofMillis(100));
                        reports.written(8);
                    }
                    return new Done<>(input, List.of());
                })
                .apply(DOCUMENT, 0);

        assertThat(reported)
                .extracting(Progress::getState)
                .containsExactly(
                        ProgressState.STARTED,
                        ProgressState.WRITING,
                        ProgressState.WRITING,
                        ProgressState.WRITING,
                        ProgressState.WRITING,
                        ProgressState.FINISHED);
        assertThat(reported).extracting(Progress::getOutputTokens).containsExactly(0L, 20L, 40L, 60L, 80L, 80L);
        assertThat(reported).allSatisfy(report -> {
            assertThat(report.getDocumentId()).isEqualTo("doc-1");
            assertThat(report.getStage()).isEqualTo("summarize");
        });
        assertThat(reported.getLast().getOutcome()).contains("done");
    }

    @Test
    void whatAStepsOwnThreadsWriteCountsForIt() throws Exception {
        reports.of(Stage.EXTRACT, (input, retries) -> {
                    Parallel.run(List.of(() -> write(400), () -> write(800)));
                    return new Done<>(input, List.of());
                })
                .apply(DOCUMENT, 0);
        assertThat(reported.getLast().getOutputTokens()).isEqualTo(300);
    }

    private boolean write(int characters) {
        reports.written(characters);
        return true;
    }

    /** Stands still until it is told. */
    private static final class SteppedClock extends Clock {
        private final AtomicLong now = new AtomicLong(1_000_000);

        void advance(Duration duration) {
            now.addAndGet(duration.toMillis());
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("the tests need none");
        }
    }
}
