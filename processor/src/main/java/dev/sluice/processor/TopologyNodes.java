package dev.sluice.processor;

import dev.sluice.processor.async.AsyncStage;
import dev.sluice.processor.async.AsyncStage.Ports;
import dev.sluice.processor.async.Intake;
import dev.sluice.processor.deadletter.DeadLetterEncoder;
import dev.sluice.processor.deadletter.DeadLetters;
import dev.sluice.processor.gate.EnrichedDocuments;
import dev.sluice.processor.gate.Gates;
import dev.sluice.processor.llm.ModelEndpoint;
import dev.sluice.processor.observe.CostMetrics;
import dev.sluice.processor.observe.DocumentMetrics;
import dev.sluice.processor.observe.ObservedStep;
import dev.sluice.processor.observe.ValidationMetrics;
import dev.sluice.processor.progress.ProgressReports;
import dev.sluice.processor.redrive.RedriveStep;
import dev.sluice.processor.step.Hold;
import dev.sluice.processor.step.Sequence;
import dev.sluice.processor.step.StageRejection;
import dev.sluice.processor.step.Step;
import dev.sluice.processor.trace.TracedStep;
import dev.sluice.profile.LiveProfiles;
import dev.sluice.runtime.trace.Tracing;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.Enrichment;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** Makes the nodes of {@link EnrichmentTopology}. */
final class TopologyNodes {
    private final ProcessorConfig config;
    private final RedriveStep redrive;
    private final Steps steps;
    private final LiveProfiles profiles;
    private final Outputs outputs;
    private final Intake intake;
    private final Hold.Lookup holds;
    private final MeterRegistry registry;
    private final DocumentMetrics metrics;
    private final CostMetrics costs;
    private final ProgressReports progress;
    private final Tracing tracing;
    private final Clock clock;
    private final Serde<Enrichment> entries = EnrichmentSerde.create();

    TopologyNodes(
            ProcessorConfig config,
            RedriveStep redrive,
            Steps steps,
            LiveProfiles profiles,
            Outputs outputs,
            Intake intake,
            Hold.Lookup holds,
            MeterRegistry registry,
            ProgressReports progress,
            Tracing tracing,
            Clock clock) {
        this.config = config;
        this.redrive = redrive;
        this.steps = steps;
        this.profiles = profiles;
        this.outputs = outputs;
        this.intake = intake;
        this.holds = holds;
        this.registry = registry;
        this.metrics = new DocumentMetrics(registry);
        this.costs = new CostMetrics(
                registry,
                config.models().stream().collect(Collectors.toMap(ModelEndpoint::name, ModelEndpoint::model)));
        this.progress = progress;
        this.tracing = tracing;
        this.clock = clock;
    }

    ProcessorSupplier<byte[], byte[], byte[], Object> intake() {
        return () -> new IntakeNode(
                config.maxDocumentBytes(), tracing, EnrichmentTopology.EXTRACT, EnrichmentTopology.REJECTED);
    }

    AsyncStage<Enrichment, Enrichment> extract() {
        return stage(Stage.EXTRACT, new Sequence<>(List.of(redrive, steps.extract())), EnrichmentTopology.SUMMARIZE);
    }

    AsyncStage<Enrichment, Enrichment> summarize() {
        return stage(Stage.SUMMARIZE, steps.summarize(), EnrichmentTopology.CLASSIFY);
    }

    AsyncStage<Enrichment, Enrichment> classify() {
        return stage(Stage.CLASSIFY, steps.classify(), EnrichmentTopology.GATE);
    }

    ProcessorSupplier<byte[], Enrichment, byte[], Object> gate() {
        Gates gates = new Gates(profiles);
        EnrichedDocuments documents = new EnrichedDocuments(clock);
        ValidationMetrics validations = new ValidationMetrics(registry);
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], Enrichment, byte[], Object> get() {
                return new GateNode(gates, documents, outputs.enriched(), metrics, validations, tracing);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(GateStatistics.store());
            }
        };
    }

    ProcessorSupplier<byte[], StageRejection<Enrichment>, byte[], byte[]> rejected() {
        DeadLetters letters = new DeadLetters(clock);
        DeadLetterEncoder encoder =
                new DeadLetterEncoder(Topic.DEAD_LETTER.topicName(), outputs.deadLetter(), Topic.MAX_VALUE_BYTES);
        return () -> new DeadLetterNode(letters, encoder, metrics, tracing);
    }

    private AsyncStage<Enrichment, Enrichment> stage(Stage stage, Step<Enrichment, Enrichment> step, String next) {
        return new AsyncStage<>(
                stage,
                TracedStep.of(stage, new ObservedStep(stage, progress.of(stage, step), registry, costs), tracing),
                entries,
                new Ports(next, EnrichmentTopology.REJECTED, EnrichmentTopology.USAGE),
                config.stageMaxInFlight(),
                config.stageMaxPaused(),
                Topic.MAX_MESSAGE_BYTES,
                intake,
                holds,
                clock);
    }
}
