package dev.sluice.processor.budget;

import dev.sluice.processor.step.Hold;
import dev.sluice.processor.step.Step;
import dev.sluice.processor.step.StepResult;
import dev.sluice.processor.step.StepResult.Done;
import dev.sluice.processor.step.StepResult.OnHold;
import dev.sluice.processor.step.StepResult.Rejected;
import dev.sluice.processor.step.StepResult.RetryLater;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.DocumentProperties;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.LlmUsage;
import java.util.List;
import java.util.Optional;

/**
 * A stage's work within the budgets: documents that no engine could serve while a budget of theirs has no room wait for it,
 * rather than try again and again. Puts this process's name on the calls that were made, by which budgets tell them from
 * others'. Thread-safe if the step is.
 */
public final class BudgetStep implements Step<Enrichment, Enrichment> {
    private final Step<Enrichment, Enrichment> step;
    private final Budgets budgets;

    public BudgetStep(Step<Enrichment, Enrichment> step, Budgets budgets) {
        this.step = step;
        this.budgets = budgets;
    }

    @Override
    public StepResult<Enrichment, Enrichment> apply(Enrichment document, int retries) throws InterruptedException {
        String id = document.getDocumentId();
        budgets.documents()
                .open(
                        id,
                        document.getAttempts().stream()
                                .mapToLong(Attempt::getCostMicros)
                                .sum());
        try {
            return switch (step.apply(document, retries)) {
                case Done<Enrichment, Enrichment> done -> new Done<>(done.output(), named(done.usage()));
                case Rejected<Enrichment, Enrichment> rejected ->
                    new Rejected<>(rejected.input(), rejected.rejection(), named(rejected.usage()));
                case OnHold<Enrichment, Enrichment> held ->
                    new OnHold<>(held.input(), held.hold(), named(held.usage()));
                case RetryLater<Enrichment, Enrichment> later -> later(document, later);
            };
        } finally {
            budgets.documents().close(id);
        }
    }

    private StepResult<Enrichment, Enrichment> later(Enrichment before, RetryLater<Enrichment, Enrichment> later) {
        List<LlmUsage> usage = named(later.usage());
        // One that could not even be decoded waits for the registry, whatever is used up.
        Optional<DocumentProperties> properties = later.input().getProperties();
        Optional<Hold> hold = properties.flatMap(
                read -> budgets.holdOf(read.getTenant(), later.input().getProfile()));
        return hold.<StepResult<Enrichment, Enrichment>>map(budget ->
                        new OnHold<>(usage.isEmpty() ? unchanged(before, later.input()) : later.input(), budget, usage))
                .orElseGet(() -> new RetryLater<>(later.input(), later.notBefore(), later.cause(), usage));
    }

    /** The same object, if only the offline rules tried again meanwhile: else one that waits often would grow by it. */
    private static Enrichment unchanged(Enrichment before, Enrichment after) {
        Enrichment bare =
                Enrichment.newBuilder(after).setAttempts(before.getAttempts()).build();
        return bare.equals(before) ? before : after;
    }

    private List<LlmUsage> named(List<LlmUsage> calls) {
        return calls.stream()
                .map(call -> LlmUsage.newBuilder(call)
                        .setInstance(budgets.instance())
                        .build())
                .toList();
    }
}
