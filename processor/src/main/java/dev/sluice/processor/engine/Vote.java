package dev.sluice.processor.engine;

import dev.sluice.processor.engine.Ballot.Tally;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineResult.Unavailable;
import dev.sluice.processor.engine.EngineResult.Unusable;
import dev.sluice.schemas.avro.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Asks one engine several times and counts the answers: a model that is sure says the same each time (Wang et al.,
 * "Self-Consistency Improves Chain of Thought Reasoning in Language Models", ICLR 2023). First it asks, at once, as often as
 * a majority takes; only if that leaves the outcome open does it ask for the rest. Thread-safe.
 *
 * <p>An answer that will not do is a vote for nothing. An engine that is out of order leaves the vote open unless it is
 * decided without: the answers that were paid for are kept for the next run.
 *
 * @param <T> the stage's result
 */
public final class Vote<T> implements Engine<T> {
    private static final String NAME = "vote ";

    private final Engine<T> engine;
    private final int votes;
    private final Ballot<T> ballot;

    /** @param votes how many answers at most, 2 or more */
    public Vote(Engine<T> engine, int votes, Ballot<T> ballot) {
        this.engine = engine;
        this.votes = votes;
        this.ballot = ballot;
    }

    /** What attempts carry that belong to a vote. */
    public static String nameOf(int vote) {
        return NAME + vote;
    }

    /** Whether what attempts carry names a vote, or a part of a document about which one was given. */
    public static boolean isNameOfVote(String part) {
        return part.contains(NAME);
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public EngineResult<T> run(EngineTask task) throws InterruptedException {
        int majority = votes / 2 + 1;
        List<EngineResult<T>> results = new ArrayList<>(ask(task, 1, majority));
        if (!isDecided(results)) {
            results.addAll(ask(task, majority + 1, votes));
        }
        return outcome(results);
    }

    /** Answers number {@code first} to {@code last}, asked at the same time. */
    private List<EngineResult<T>> ask(EngineTask task, int first, int last) throws InterruptedException {
        List<Callable<EngineResult<T>>> calls = new ArrayList<>();
        for (int vote = first; vote <= last; vote++) {
            EngineTask part = task.withPart(nameOf(vote));
            calls.add(() -> engine.run(part));
        }
        return Parallel.run(calls);
    }

    private boolean isDecided(List<EngineResult<T>> results) {
        return tally(results)
                .filter(tally -> tally.lead() > votes - results.size())
                .isPresent();
    }

    private EngineResult<T> outcome(List<EngineResult<T>> results) {
        List<Attempt> attempts =
                results.stream().flatMap(result -> result.attempts().stream()).toList();
        List<Unavailable<T>> missing = results.stream()
                .filter(Unavailable.class::isInstance)
                .map(result -> (Unavailable<T>) result)
                .toList();
        Optional<Tally<T>> tally = tally(results);
        if (!missing.isEmpty()
                && tally.filter(count -> count.lead() > missing.size()).isEmpty()) {
            Unavailable<T> first = missing.getFirst();
            return new Unavailable<>(first.retryAfter(), first.cause(), attempts);
        }
        return tally.<EngineResult<T>>map(count -> new Answered<>(count.value(), count.confidence(), attempts))
                .orElseGet(() -> new Unusable<>(((Unusable<T>) results.getLast()).rejection(), attempts));
    }

    private Optional<Tally<T>> tally(List<EngineResult<T>> results) {
        List<Answered<T>> answers = results.stream()
                .filter(Answered.class::isInstance)
                .map(result -> (Answered<T>) result)
                .toList();
        long unusable = results.stream().filter(Unusable.class::isInstance).count();
        return answers.isEmpty() ? Optional.empty() : Optional.of(ballot.count(answers, (int) unusable));
    }
}
