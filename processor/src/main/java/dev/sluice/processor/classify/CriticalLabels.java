package dev.sluice.processor.classify;

import dev.sluice.processor.engine.Answerer;
import dev.sluice.processor.engine.EngineLadder;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineResult.Unavailable;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.engine.Parallel;
import dev.sluice.processor.engine.Vote;
import dev.sluice.profile.Category;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.Classification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * Gives the labels that a profile marks as critical only on strong grounds: the rules are sure of one, or a model gives it
 * every time that it is asked. Otherwise the confidence is 0 and a person decides. Other labels are not touched. Thread-safe.
 */
public final class CriticalLabels implements Answerer<Classification> {
    /** 1 if all votes agreed on a critical label and 0 if not, among the components of its confidence. */
    static final String UNANIMITY = "unanimity";

    private final EngineLadder<Classification> ladder;

    public CriticalLabels(EngineLadder<Classification> ladder) {
        this.ladder = ladder;
    }

    @Override
    public EngineResult<Classification> run(EngineTask task) throws InterruptedException {
        Set<String> critical = task.profile().categories().stream()
                .filter(Category::critical)
                .map(Category::label)
                .collect(Collectors.toSet());
        if (critical.isEmpty()) {
            return ladder.run(task);
        }
        EngineResult<Classification> byRules =
                ladder.engine(EngineLadder.OFFLINE).run(task);
        if (byRules instanceof Answered<Classification> sure
                && critical.contains(sure.value().getLabel())
                && sure.confidence() >= task.profile().gate().accept()) {
            return sure;
        }
        EngineResult<Classification> result = ladder.run(task);
        return result instanceof Answered<Classification> answered
                        && critical.contains(answered.value().getLabel())
                        && !engineOf(answered).equals(EngineLadder.OFFLINE)
                ? vote(task, answered)
                : result;
    }

    private EngineResult<Classification> vote(EngineTask task, Answered<Classification> first)
            throws InterruptedException {
        List<Callable<EngineResult<Classification>>> calls = new ArrayList<>();
        for (int vote = 1; vote <= task.profile().step(Stage.CLASSIFY).criticalVotes(); vote++) {
            EngineTask part = task.withPart("critical " + Vote.nameOf(vote));
            calls.add(() -> ladder.engine(engineOf(first)).run(part));
        }
        List<EngineResult<Classification>> votes = Parallel.run(calls);
        List<Attempt> attempts = new ArrayList<>(first.attempts());
        votes.forEach(vote -> attempts.addAll(vote.attempts()));
        Optional<Unavailable<Classification>> missing = votes.stream()
                .filter(Unavailable.class::isInstance)
                .map(vote -> (Unavailable<Classification>) vote)
                .findFirst();
        if (missing.isPresent()) {
            return new Unavailable<>(missing.get().retryAfter(), missing.get().cause(), attempts);
        }
        String label = first.value().getLabel();
        boolean unanimous = votes.stream()
                .allMatch(vote -> vote instanceof Answered<Classification> answered
                        && answered.value().getLabel().equals(label));
        Classification result = withUnanimity(first.value(), unanimous);
        return new Answered<>(result, result.getConfidence(), attempts);
    }

    private static Classification withUnanimity(Classification classification, boolean unanimous) {
        Map<String, Double> components = new TreeMap<>(classification.getComponents());
        components.put(UNANIMITY, unanimous ? 1.0 : 0.0);
        return Classification.newBuilder(classification)
                .setComponents(components)
                .setConfidence(unanimous ? classification.getConfidence() : 0)
                .build();
    }

    private static String engineOf(Answered<Classification> answered) {
        return answered.value().getOrigin().getEngine();
    }
}
