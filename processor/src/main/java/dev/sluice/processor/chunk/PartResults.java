package dev.sluice.processor.chunk;

import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineResult.Unavailable;
import dev.sluice.processor.engine.EngineResult.Unusable;
import dev.sluice.processor.step.Rejection;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import dev.sluice.schemas.avro.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What came of the parts of one document. Immutable.
 *
 * @param <T> the stage's result
 */
public final class PartResults<T> {
    private final List<Answer<T>> answers = new ArrayList<>();
    private final List<Lost> lost = new ArrayList<>();
    private final List<Unavailable<T>> unavailable = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private final int parts;
    private final long length;
    private final long tolerated;

    /**
     * What was made of one part.
     *
     * @param span where the part stands in the document
     */
    public record Answer<T>(Span span, T value, double confidence) {

        /** In UTF-16 units. */
        public int length() {
            return span.getEnd() - span.getStart();
        }
    }

    /** A part that the engine could make nothing of. */
    private record Lost(Part part, Rejection rejection) {}

    /**
     * Sorts the results.
     *
     * @param results of each part; empty where it was not begun, because going on was of no use
     * @param tolerated how much may be lost, in UTF-16 units
     */
    PartResults(List<Part> parts, List<Optional<EngineResult<T>>> results, long tolerated) {
        this.parts = parts.size();
        this.tolerated = tolerated;
        this.length = parts.stream().mapToLong(Part::length).sum();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            results.get(i).ifPresent(result -> add(part, result));
        }
    }

    private void add(Part part, EngineResult<T> result) {
        attempts.addAll(result.attempts());
        switch (result) {
            case Answered<T> answered ->
                answers.add(new Answer<>(part.span(), answered.value(), answered.confidence()));
            case Unusable<T> unusable -> lost.add(new Lost(part, unusable.rejection()));
            case Unavailable<T> out -> unavailable.add(out);
        }
    }

    /** The attempts of this run, part by part. */
    public List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /** What was made of the parts, in their order; not all of it if there is a {@link #failure}. */
    public List<Answer<T>> answers() {
        return List.copyOf(answers);
    }

    /**
     * How the engine's run ends, if no result can be made of the parts: too much of the document could not be read, or the
     * document waits, with all that was answered, for a provider that is out of order.
     */
    public Optional<EngineResult<T>> failure() {
        if (lostLength() > tolerated) {
            Rejection first = lost.getFirst().rejection();
            String detail = lost.size() + " of the " + parts
                    + " parts of the document could not be read, so too much of" + " it is not known; the first is "
                    + place(lost.getFirst().part()) + ": " + first.detail();
            return Optional.of(new Unusable<>(new Rejection(first.reason(), detail, first.problems()), attempts));
        }
        if (!unavailable.isEmpty()) {
            Optional<Duration> retryAfter = unavailable.stream()
                    .flatMap(out -> out.retryAfter().stream())
                    .max(Comparator.naturalOrder());
            return Optional.of(
                    new Unavailable<>(retryAfter, unavailable.getFirst().cause(), attempts));
        }
        return Optional.empty();
    }

    /** How much of the document the answers are about, 0 to 1. */
    public double share() {
        return 1 - lostLength() / (double) length;
    }

    /** The parts that are missing in the result. */
    public List<Problem> warnings() {
        return lost.stream()
                .map(each -> new Problem(
                        "parts",
                        "",
                        "does not know " + place(each.part()) + ", which could not be read: "
                                + each.rejection().detail(),
                        Severity.WARNING))
                .toList();
    }

    private long lostLength() {
        return lost.stream().mapToLong(each -> each.part().length()).sum();
    }

    private static String place(Part part) {
        return "the part from character " + part.span().getStart() + " to "
                + part.span().getEnd();
    }
}
