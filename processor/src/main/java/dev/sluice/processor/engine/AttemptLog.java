package dev.sluice.processor.engine;

import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.AttemptOutcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The attempts that travel with a document. All that gave an answer are kept; of calls that gave none only the latest,
 * because a document that waits out a long outage makes one with every retry and must not grow without bound.
 */
public final class AttemptLog {
    /** How many failed calls are kept of one document. */
    public static final int MOST_FAILED = 20;

    private AttemptLog() {}

    /** The log with a run's attempts behind it. */
    public static List<Attempt> append(List<Attempt> log, List<Attempt> run) {
        List<Attempt> all = new ArrayList<>(log);
        all.addAll(run);
        Deque<Attempt> kept = new ArrayDeque<>();
        int failed = 0;
        for (Attempt attempt : all.reversed()) {
            if (attempt.getOutcome() != AttemptOutcome.FAILED || ++failed <= MOST_FAILED) {
                kept.addFirst(attempt);
            }
        }
        return List.copyOf(kept);
    }
}
