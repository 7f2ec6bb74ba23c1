package dev.sluice.processor.engine;

import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One run of the offline rules, from its start to the one attempt that it leaves. It costs nothing and uses no model.
 * Immutable and thread-safe.
 */
public final class OfflineRun {
    private final Stage stage;
    private final Clock clock;
    private final Instant start;

    private OfflineRun(Stage stage, Clock clock) {
        this.stage = stage;
        this.clock = clock;
        start = clock.instant();
    }

    /** Starts the time. */
    public static OfflineRun start(Stage stage, Clock clock) {
        return new OfflineRun(stage, clock);
    }

    /** The origin of every offline result. */
    public static Origin origin() {
        return Origin.newBuilder().setEngine(EngineLadder.OFFLINE).build();
    }

    /**
     * The attempt of a run that gave a result.
     *
     * @param answer the result as compact JSON
     */
    public Attempt valid(String answer) {
        return valid(answer, List.of());
    }

    /**
     * The attempt of a run that gave a result by the help of examples.
     *
     * @param answer the result as compact JSON
     * @param examples their ids
     */
    public Attempt valid(String answer, List<String> examples) {
        return attempt(AttemptOutcome.VALID, List.of())
                .setAnswer(answer)
                .setExamples(examples)
                .build();
    }

    /** The attempt of a run that gave none. */
    public Attempt invalid(List<Problem> problems) {
        return attempt(AttemptOutcome.INVALID, problems).build();
    }

    private Attempt.Builder attempt(AttemptOutcome outcome, List<Problem> problems) {
        return Attempt.newBuilder()
                .setStage(stage.id())
                .setOrigin(origin())
                .setStartedAt(start)
                .setDurationMs(
                        Math.max(0, Duration.between(start, clock.instant()).toMillis()))
                .setOutcome(outcome)
                .setProblems(problems);
    }
}
