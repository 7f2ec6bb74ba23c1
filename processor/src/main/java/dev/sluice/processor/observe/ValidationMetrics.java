package dev.sluice.processor.observe;

import dev.sluice.processor.step.StepResult;
import dev.sluice.processor.step.StepResult.Done;
import dev.sluice.processor.step.StepResult.OnHold;
import dev.sluice.processor.step.StepResult.Rejected;
import dev.sluice.processor.step.StepResult.RetryLater;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Counts the results in which validators found errors: each result once for each validator, so that counts beside those of
 * results are shares. Validators are Sluice's own checks, whose names do not come from documents or models: they are few.
 * Thread-safe.
 */
public final class ValidationMetrics {
    private final MeterRegistry registry;

    public ValidationMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counts what the gate, or another who looks at a whole result, found. */
    public void found(Collection<Problem> problems) {
        count(problems.stream());
    }

    /** Counts what was found at one go of a stage, in answers that were made good later, too. */
    void found(Enrichment before, StepResult<Enrichment, Enrichment> result) {
        count(
                switch (result) {
                    case Done<Enrichment, Enrichment> done -> problems(before, done.output());
                    case Rejected<Enrichment, Enrichment> rejected ->
                        Stream.concat(problems(before, rejected.input()), rejected.rejection().problems().stream());
                    case RetryLater<Enrichment, Enrichment> later -> problems(before, later.input());
                    case OnHold<Enrichment, Enrichment> held -> problems(before, held.input());
                });
    }

    private static Stream<Problem> problems(Enrichment before, Enrichment after) {
        List<Attempt> made = new ArrayList<>(after.getAttempts());
        made.removeAll(before.getAttempts());
        return made.stream()
                // What is said of a call that gave no answer is no finding about one.
                .filter(attempt -> attempt.getOutcome() != AttemptOutcome.FAILED)
                .flatMap(attempt -> attempt.getProblems().stream());
    }

    private void count(Stream<Problem> problems) {
        problems.filter(problem -> problem.getSeverity() == Severity.ERROR)
                .map(Problem::getValidator)
                .distinct()
                .forEach(validator -> registry.counter(Metrics.VALIDATION_FAILURES, "validator", validator)
                        .increment());
    }
}
