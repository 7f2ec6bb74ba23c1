package dev.sluice.processor.engine;

import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.Enrichment;
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

    /**
     * The log when a stage has its result: the raw answers about parts of the document are left out where they would do. They
     * were kept so that the stage could be taken up again without paying for them twice; of a book they are many.
     */
    public static List<Attempt> settled(List<Attempt> log) {
        return log.stream()
                .map(attempt -> attempt.getPart().filter(Excerpt::isNameOfPart).isPresent()
                                && attempt.getOutcome() == AttemptOutcome.VALID
                        ? Attempt.newBuilder(attempt).setAnswer(null).build()
                        : attempt)
                .toList();
    }

    /** The document with a run's attempts behind its earlier ones. */
    public static Enrichment added(Enrichment document, List<Attempt> run) {
        return Enrichment.newBuilder(document)
                .setAttempts(append(document.getAttempts(), run))
                .build();
    }

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
