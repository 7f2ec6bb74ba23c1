package dev.sluice.processor.control;

import dev.sluice.processor.step.Step;
import dev.sluice.processor.step.StepResult;
import dev.sluice.processor.step.StepResult.Done;
import dev.sluice.processor.step.StepResult.OnHold;
import dev.sluice.schemas.avro.DocumentProperties;
import dev.sluice.schemas.avro.Enrichment;
import java.util.List;

/** Has documents wait whose tenant or profile is paused, as soon as these are known. Thread-safe. */
public final class PauseStep implements Step<Enrichment, Enrichment> {
    private final Pauses pauses;

    public PauseStep(Pauses pauses) {
        this.pauses = pauses;
    }

    @Override
    public StepResult<Enrichment, Enrichment> apply(Enrichment document, int retries) {
        return pauses.of(document.getProperties().flatMap(DocumentProperties::getTenant), document.getProfile())
                .<StepResult<Enrichment, Enrichment>>map(hold -> new OnHold<>(document, hold, List.of()))
                .orElseGet(() -> new Done<>(document, List.of()));
    }
}
