package dev.sluice.console.web;

import dev.sluice.schemas.avro.BulkOutcome;
import dev.sluice.schemas.avro.BulkProgress;
import dev.sluice.schemas.avro.BulkRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How far an action on many items is, wherever it is carried out.
 *
 * @param actor who began it
 * @param action what is done, in words
 * @param query the list that it was begun from
 */
record BulkStatus(
        String id,
        String actor,
        String action,
        String query,
        long total,
        int perSecond,
        Instant startedAt,
        long done,
        long refused,
        State state,
        List<BulkOutcome> outcomes) {
    /** A replica that has told nothing for so long carries out nothing any more. */
    static final Duration SILENCE = Duration.ofSeconds(15);

    enum State {
        RUNNING,
        /** Somebody asked for it; a few items may still be under way. */
        STOPPING,
        FINISHED,
        CANCELLED,
        /** The replica that carried it out has ended. */
        INTERRUPTED;

        boolean isOver() {
            return this != RUNNING && this != STOPPING;
        }

        /** As the API calls it. */
        String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    BulkStatus {
        outcomes = List.copyOf(outcomes);
    }

    /** Of what is told of a run. */
    static BulkStatus of(BulkRun run, BulkProgress progress, boolean isToStop, Instant now) {
        return new BulkStatus(
                run.getRunId(),
                run.getActor(),
                progress.getAction(),
                progress.getQuery(),
                progress.getTotal(),
                progress.getPerSecond(),
                progress.getStartedAt(),
                progress.getDone(),
                progress.getRefused(),
                switch (progress.getState()) {
                    case FINISHED -> State.FINISHED;
                    case CANCELLED -> State.CANCELLED;
                    case INTERRUPTED -> State.INTERRUPTED;
                    case RUNNING, UNKNOWN ->
                        run.getAt().plus(SILENCE).isBefore(now)
                                ? State.INTERRUPTED
                                : isToStop ? State.STOPPING : State.RUNNING;
                },
                progress.getOutcomes());
    }

    long handled() {
        return done + refused;
    }
}
