package dev.sluice.processor.classify;

import dev.sluice.processor.engine.Engine;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineResult.Unavailable;
import dev.sluice.processor.engine.EngineResult.Unusable;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.step.Rejection;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An engine that gives results in the order in which a test wrote them down. */
final class ScriptedClassifier implements Engine<Classification> {
    private final String name;
    private final Queue<EngineResult<Classification>> results = new ConcurrentLinkedQueue<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    ScriptedClassifier(String name) {
        this.name = name;
    }

    ScriptedClassifier answer(String label, double confidence) {
        Classification answer = Classification.newBuilder()
                .setLabel(label)
                .setConfidence(confidence)
                .setRationale("Because.")
                .setOrigin(new Origin(name, null, null))
                .build();
        results.add(new Answered<>(answer, confidence, List.of(attempt(AttemptOutcome.VALID))));
        return this;
    }

    ScriptedClassifier unusable() {
        results.add(new Unusable<>(
                new Rejection(DeadLetterReason.INVALID_OUTPUT, "no usable answer"),
                List.of(attempt(AttemptOutcome.INVALID))));
        return this;
    }

    ScriptedClassifier unavailable(Duration retryAfter) {
        results.add(
                new Unavailable<>(Optional.of(retryAfter), name + " is down", List.of(attempt(AttemptOutcome.FAILED))));
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public EngineResult<Classification> run(EngineTask task) {
        asked.add(task.part().orElse("only"));
        return results.remove();
    }

    /** The parts asked for so far. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private Attempt attempt(AttemptOutcome outcome) {
        return Attempt.newBuilder()
                .setStage("classify")
                .setOrigin(new Origin(name, null, null))
                .setStartedAt(Instant.EPOCH)
                .setDurationMs(1)
                .setOutcome(outcome)
                .build();
    }
}
