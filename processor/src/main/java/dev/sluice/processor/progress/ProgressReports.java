package dev.sluice.processor.progress;

import dev.sluice.processor.step.Step;
import dev.sluice.processor.step.StepResult;
import dev.sluice.processor.step.StepResult.Done;
import dev.sluice.processor.step.StepResult.OnHold;
import dev.sluice.processor.step.StepResult.Rejected;
import dev.sluice.processor.step.StepResult.RetryLater;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.Progress;
import dev.sluice.schemas.avro.ProgressState;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reports when a stage starts and ends on a document, and in between, at most once a second, what models wrote so far.
 * Thread-safe.
 */
public final class ProgressReports {
    private static final long SHORTEST_BETWEEN_MS = 1_000;
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final Consumer<Progress> sink;
    private final Clock clock;
    /** Inherited, because one stage can call models on several threads, and the calls know nothing of documents. */
    @SuppressWarnings("ThreadLocalUsage") // one instance for each process; static, its state would be everybody's
    private final InheritableThreadLocal<@Nullable Work> current = new InheritableThreadLocal<>();

    /** @param sink must not block */
    public ProgressReports(Consumer<Progress> sink, Clock clock) {
        this.sink = sink;
        this.clock = clock;
    }

    /** The same step, reported. */
    public Step<Enrichment, Enrichment> of(Stage stage, Step<Enrichment, Enrichment> step) {
        return (input, retries) -> {
            Work work = new Work(input.getDocumentId(), stage, clock.millis());
            report(work, ProgressState.STARTED, null);
            current.set(work);
            String outcome = "failed";
            try {
                StepResult<Enrichment, Enrichment> result = step.apply(input, retries);
                outcome = outcome(result);
                return result;
            } finally {
                current.remove();
                report(work, ProgressState.FINISHED, outcome);
            }
        };
    }

    /** Notes what a model wrote, on the thread, or one that it started, on which a reported step runs. */
    public void written(int characters) {
        Work work = current.get();
        if (work == null) {
            return;
        }
        work.characters.addAndGet(characters);
        long now = clock.millis();
        long last = work.last.get();
        if (now - last >= SHORTEST_BETWEEN_MS && work.last.compareAndSet(last, now)) {
            report(work, ProgressState.WRITING, null);
        }
    }

    private void report(Work work, ProgressState state, @Nullable String outcome) {
        sink.accept(Progress.newBuilder()
                .setDocumentId(work.documentId)
                .setStage(work.stage.id())
                .setState(state)
                .setOutputTokens(work.characters.get() / CHARACTERS_PER_TOKEN)
                .setOutcome(outcome)
                .setAt(clock.instant())
                .build());
    }

    private static String outcome(StepResult<Enrichment, Enrichment> result) {
        return switch (result) {
            case Done<Enrichment, Enrichment> done -> "done";
            case Rejected<Enrichment, Enrichment> rejected -> "rejected";
            case RetryLater<Enrichment, Enrichment> later -> "retry-later";
            case OnHold<Enrichment, Enrichment> held -> "on-hold";
        };
    }

    private static final class Work {
        private final String documentId;
        private final Stage stage;
        private final AtomicLong characters = new AtomicLong();
        /** When it was last reported, in milliseconds since 1970. */
        private final AtomicLong last;

        Work(String documentId, Stage stage, long start) {
            this.documentId = documentId;
            this.stage = stage;
            this.last = new AtomicLong(start);
        }
    }
}
