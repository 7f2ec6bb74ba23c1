package dev.sluice.processor;

import dev.sluice.processor.budget.BudgetStep;
import dev.sluice.processor.budget.Budgets;
import dev.sluice.processor.chunk.LongDocumentLimits;
import dev.sluice.processor.chunk.LongDocuments;
import dev.sluice.processor.classify.CriticalLabels;
import dev.sluice.processor.classify.LabelBallot;
import dev.sluice.processor.classify.LlmClassifier;
import dev.sluice.processor.classify.OfflineClassifier;
import dev.sluice.processor.combined.CombinedStep;
import dev.sluice.processor.control.PauseStep;
import dev.sluice.processor.control.Pauses;
import dev.sluice.processor.control.SwitchedStep;
import dev.sluice.processor.engine.Ballot;
import dev.sluice.processor.engine.Engine;
import dev.sluice.processor.engine.EngineLadder;
import dev.sluice.processor.engine.EngineStep;
import dev.sluice.processor.example.SimilarExamples;
import dev.sluice.processor.extract.FieldBallot;
import dev.sluice.processor.extract.LlmExtractor;
import dev.sluice.processor.extract.OfflineExtractor;
import dev.sluice.processor.ingest.Ingestor;
import dev.sluice.processor.ingest.ReadStep;
import dev.sluice.processor.llm.StructuredCall;
import dev.sluice.processor.observe.Metrics;
import dev.sluice.processor.prompt.PromptRenderer;
import dev.sluice.processor.route.RouteStep;
import dev.sluice.processor.route.RouterSettings;
import dev.sluice.processor.step.Backoff;
import dev.sluice.processor.step.Sequence;
import dev.sluice.processor.step.Step;
import dev.sluice.processor.step.StepResult.Done;
import dev.sluice.processor.summarize.LlmSummarizer;
import dev.sluice.processor.summarize.OfflineSummarizer;
import dev.sluice.processor.transcribe.Transcriber;
import dev.sluice.profile.LiveProfiles;
import dev.sluice.runtime.control.Controls;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.DocumentProperties;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.RawDocument;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Deserializer;

/** Makes the work of the three stages. */
final class Steps {
    private final LiveProfiles profiles;
    private final RouterSettings router;
    private final SimilarExamples examples;
    private final List<StructuredCall> models;
    private final PromptRenderer prompts;
    private final LongDocuments documents;
    private final Controls controls;
    private final Budgets budgets;
    private final Backoff backoff;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final Step<Enrichment, Enrichment> read;
    private final Step<Enrichment, Enrichment> pause;

    Steps(
            LiveProfiles profiles,
            RouterSettings router,
            SimilarExamples examples,
            List<StructuredCall> models,
            Optional<String> vision,
            Deserializer<RawDocument> deserializer,
            Ingestor ingestor,
            LongDocumentLimits longDocuments,
            Controls controls,
            Budgets budgets,
            Backoff backoff,
            MeterRegistry metrics,
            Clock clock) {
        this.profiles = profiles;
        this.router = router;
        this.examples = examples;
        this.models = models;
        this.prompts = new PromptRenderer(examples);
        this.documents = new LongDocuments(prompts, longDocuments, clock);
        this.controls = controls;
        this.budgets = budgets;
        this.backoff = backoff;
        this.metrics = metrics;
        this.clock = clock;
        Pauses pauses = new Pauses(controls);
        this.pause = new PauseStep(pauses);
        this.read = new ReadStep(deserializer, ingestor, profiles, vision.map(this::transcriber), pauses, backoff);
    }

    private Transcriber transcriber(String engine) {
        return models.stream()
                .filter(model -> model.engine().equals(engine))
                .findFirst()
                .map(Transcriber::new)
                .orElseThrow();
    }

    Step<Enrichment, Enrichment> extract() {
        return switched(List.of(
                read,
                pause,
                new RouteStep(profiles, classifiers().engine(router.engine()), router.accept(), backoff),
                pause,
                unlessCheaper(new CombinedStep(profiles, models, prompts, backoff)),
                new EngineStep<>(
                        profiles,
                        ladder(
                                Stage.EXTRACT,
                                model -> new LlmExtractor(model, prompts, documents),
                                new OfflineExtractor(clock),
                                Optional.of(new FieldBallot())),
                        Enrichment::getExtraction,
                        (document, extraction) -> Enrichment.newBuilder(document)
                                .setExtraction(extraction)
                                .build(),
                        backoff)));
    }

    Step<Enrichment, Enrichment> summarize() {
        return switched(List.of(
                pause,
                new EngineStep<>(
                        profiles,
                        ladder(
                                Stage.SUMMARIZE,
                                model -> new LlmSummarizer(model, prompts, documents),
                                new OfflineSummarizer(clock),
                                Optional.empty()),
                        Enrichment::getSummary,
                        (document, summary) -> Enrichment.newBuilder(document)
                                .setSummary(summary)
                                .build(),
                        backoff)));
    }

    Step<Enrichment, Enrichment> classify() {
        return switched(List.of(
                pause,
                new EngineStep<>(
                        profiles,
                        new CriticalLabels(classifiers()),
                        Enrichment::getClassification,
                        (document, classification) -> Enrichment.newBuilder(document)
                                .setClassification(classification)
                                .build(),
                        backoff)));
    }

    private Step<Enrichment, Enrichment> switched(List<Step<Enrichment, Enrichment>> steps) {
        return new BudgetStep(new SwitchedStep(new Sequence<>(steps), controls), budgets);
    }

    /** One answer for all three results would come from the engine that it is configured for. */
    private Step<Enrichment, Enrichment> unlessCheaper(Step<Enrichment, Enrichment> combined) {
        return (document, retries) ->
                cheaper(document).isPresent() ? new Done<>(document, List.of()) : combined.apply(document, retries);
    }

    private Optional<String> cheaper(Enrichment document) {
        return budgets.engineFor(
                document.getProperties().flatMap(DocumentProperties::getTenant), document.getProfile());
    }

    private EngineLadder<Classification> classifiers() {
        return ladder(
                Stage.CLASSIFY,
                model -> new LlmClassifier(model, prompts, documents),
                new OfflineClassifier(examples, clock),
                Optional.of(new LabelBallot()));
    }

    private <T> EngineLadder<T> ladder(
            Stage stage, Function<StructuredCall, Engine<T>> llm, Engine<T> offline, Optional<Ballot<T>> ballot) {
        List<Engine<T>> engines =
                Stream.concat(models.stream().map(llm), Stream.of(offline)).toList();
        return new EngineLadder<>(
                stage,
                engines,
                ballot,
                profiles.current().all(),
                this::cheaper,
                engine -> metrics.counter(Metrics.STAGE_FALLBACKS, "stage", stage.id(), "engine", engine)
                        .increment());
    }
}
