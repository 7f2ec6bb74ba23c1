package dev.sluice.processor.observe;

import dev.sluice.processor.step.Step;
import dev.sluice.processor.step.StepResult;
import dev.sluice.processor.step.StepResult.Done;
import dev.sluice.processor.step.StepResult.OnHold;
import dev.sluice.processor.step.StepResult.Rejected;
import dev.sluice.processor.step.StepResult.RetryLater;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.Summary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Times a stage's step, counts what it costs and what is wrong with its results, puts the document's id on the log lines
 * written meanwhile, and says why a document waits.
 */
public final class ObservedStep implements Step<Enrichment, Enrichment> {
    /** The key, in the logs' diagnostic context, of the document that a line is about. */
    public static final String DOCUMENT = "document";

    private static final Logger log = LoggerFactory.getLogger(ObservedStep.class);

    private final Stage stage;
    private final Step<Enrichment, Enrichment> step;
    private final MeterRegistry registry;
    private final CostMetrics costs;
    private final ValidationMetrics validations;

    public ObservedStep(Stage stage, Step<Enrichment, Enrichment> step, MeterRegistry registry, CostMetrics costs) {
        this.stage = stage;
        this.step = step;
        this.registry = registry;
        this.costs = costs;
        this.validations = new ValidationMetrics(registry);
    }

    @Override
    public StepResult<Enrichment, Enrichment> apply(Enrichment input, int retries) throws InterruptedException {
        Timer.Sample sample = Timer.start(registry);
        String outcome = "failed";
        try (MDC.MDCCloseable ignored = MDC.putCloseable(DOCUMENT, input.getDocumentId())) {
            StepResult<Enrichment, Enrichment> result = step.apply(input, retries);
            result.usage().forEach(costs::add);
            validations.found(input, result);
            outcome = switch (result) {
                case Done<Enrichment, Enrichment> done -> {
                    engine(done.output()).ifPresent(this::served);
                    yield "done";
                }
                case Rejected<Enrichment, Enrichment> rejected -> "rejected";
                case RetryLater<Enrichment, Enrichment> later -> {
                    log.warn(
                            "{} of document {} waits until {}: {}",
                            stage.id(),
                            input.getDocumentId(),
                            later.notBefore(),
                            later.cause());
                    yield "retry-later";
                }
                // Said once by the stage, not for each of the thousands that may wait.
                case OnHold<Enrichment, Enrichment> held -> "on-hold";
            };
            return result;
        } finally {
            sample.stop(registry.timer(Metrics.STAGE_DURATION, "stage", stage.id(), "outcome", outcome));
        }
    }

    /** Which engine made the stage's result. */
    private Optional<String> engine(Enrichment document) {
        Optional<Origin> origin = switch (stage) {
            case EXTRACT -> document.getExtraction().map(Extraction::getOrigin);
            case SUMMARIZE -> document.getSummary().map(Summary::getOrigin);
            case CLASSIFY -> document.getClassification().map(Classification::getOrigin);
            default -> Optional.empty();
        };
        return origin.map(Origin::getEngine);
    }

    private void served(String engine) {
        registry.counter(Metrics.STAGE_RESULTS, "stage", stage.id(), "engine", engine)
                .increment();
    }
}
