package dev.sluice.processor;

import dev.sluice.processor.budget.AnomalyGuard;
import dev.sluice.processor.budget.AnomalySettings;
import dev.sluice.processor.budget.BudgetSettings;
import dev.sluice.processor.budget.Budgets;
import dev.sluice.processor.cache.AnswerCache;
import dev.sluice.processor.example.SimilarExamples;
import dev.sluice.processor.gate.Gates;
import dev.sluice.processor.gate.Verdict;
import dev.sluice.processor.ingest.Ingestor;
import dev.sluice.processor.ingest.VisionSettings;
import dev.sluice.processor.spend.Pricing;
import dev.sluice.processor.step.Backoff;
import dev.sluice.processor.step.Rejection;
import dev.sluice.processor.step.Step;
import dev.sluice.processor.step.StepResult;
import dev.sluice.processor.step.StepResult.Done;
import dev.sluice.processor.step.StepResult.OnHold;
import dev.sluice.processor.step.StepResult.Rejected;
import dev.sluice.processor.step.StepResult.RetryLater;
import dev.sluice.profile.LiveProfiles;
import dev.sluice.profile.Profiles;
import dev.sluice.runtime.control.Controls;
import dev.sluice.runtime.trace.Tracing;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.LlmUsage;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.avro.SourceCoordinates;
import dev.sluice.schemas.versions.StoreCodec;
import dev.sluice.validate.statistics.Distribution;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Takes single documents through the stages and the gate that {@link ProcessorApp} runs, without Kafka and without a
 * registry: to measure a profile or a model. Where the pipeline would put a document off, this waits; no answer comes from a cache.
 * Thread-safe.
 *
 * <p>Delivery: nothing is durable; what is not done when the process ends is lost.
 */
public final class DirectRun implements AutoCloseable {
    private final Models models;
    private final List<StageWork> work;
    private final Gates gates;
    private final StoreCodec<RawDocument> codec = StoreCodec.of(RawDocument.class);
    private final Duration longestWait;
    private final Clock clock;
    private final Sleeper sleeper;

    /** Waits. */
    @FunctionalInterface
    public interface Sleeper {
        /** Returns when the time is over; at once if it is not above zero. */
        void sleep(Duration time) throws InterruptedException;
    }

    private record StageWork(Stage stage, Step<Enrichment, Enrichment> step) {}

    /**
     * Prepares for documents.
     *
     * @param config of which the keys for Kafka and the registry are not used
     * @param examples what documents are compared with
     * @param longestWait how long after its beginning a document's last try may begin while a provider is out of order;
     *     the tries of one call ({@code llm.retry.max}) take what they take
     */
    public DirectRun(
            ProcessorConfig config,
            Profiles profiles,
            SimilarExamples examples,
            Duration longestWait,
            Clock clock,
            Sleeper sleeper) {
        LiveProfiles live = new LiveProfiles(profiles);
        Controls nothingSet = new Controls(clock);
        MeterRegistry metrics = new SimpleMeterRegistry();
        Pricing pricing = new Pricing(config.priceTable(), metrics);
        Budgets none = new Budgets(BudgetSettings.NONE, List::of, nothingSet, "", () -> 1, clock);
        AnomalyGuard off = new AnomalyGuard(AnomalySettings.OFF, clock, RandomGenerator.getDefault());
        this.models = new Models(
                config.models(),
                config.resilience(),
                () -> 1,
                metrics,
                pricing,
                // Without a cache: what is measured must be what the model answers now, and what that costs and takes.
                Optional.<AnswerCache>empty(),
                nothingSet,
                none,
                off,
                Tracing.off(),
                false,
                clock,
                sleeper::sleep,
                characters -> {});
        Steps steps = new Steps(
                live,
                config.router(),
                examples,
                models.calls(),
                config.vision().map(VisionSettings::engine),
                (topic, bytes) -> codec.decode(bytes),
                new Ingestor(config.ingest(), config.vision().map(VisionSettings::limits)),
                config.longDocuments(),
                nothingSet,
                none,
                new Backoff(config.retryBackoff(), config.retryBackoffMax(), clock),
                metrics,
                clock);
        this.work = List.of(
                new StageWork(Stage.EXTRACT, steps.extract()),
                new StageWork(Stage.SUMMARIZE, steps.summarize()),
                new StageWork(Stage.CLASSIFY, steps.classify()));
        this.gates = new Gates(live);
        this.longestWait = longestWait;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** What serves, for people. */
    public String engine() {
        return models.describe();
    }

    /**
     * Takes a document through, on this thread.
     *
     * @throws InterruptedException if a call or a wait is cut short
     */
    public DirectResult run(String id, RawDocument raw) throws InterruptedException {
        Instant deadline = clock.instant().plus(longestWait);
        List<LlmUsage> calls = new ArrayList<>();
        Enrichment document = unread(id, raw);
        for (StageWork each : work) {
            switch (settled(each.step(), document, deadline, calls)) {
                case Done<Enrichment, Enrichment> done -> document = done.output();
                case Rejected<Enrichment, Enrichment> rejected -> {
                    return new DirectResult.Held(rejected.input(), each.stage(), rejected.rejection(), calls);
                }
                case RetryLater<Enrichment, Enrichment> later -> {
                    return new DirectResult.Unfinished(later.input(), each.stage(), later.cause(), calls);
                }
                case OnHold<Enrichment, Enrichment> held -> {
                    return new DirectResult.Unfinished(
                            held.input(), each.stage(), held.hold().why(), calls);
                }
            }
        }
        return judged(document, calls);
    }

    @Override
    public void close() {
        models.close();
    }

    /** The step's end, or its last put-off if the next try would be too late. */
    private StepResult<Enrichment, Enrichment> settled(
            Step<Enrichment, Enrichment> step, Enrichment document, Instant deadline, List<LlmUsage> calls)
            throws InterruptedException {
        StepResult<Enrichment, Enrichment> result = apply(step, document, 0);
        calls.addAll(result.usage());
        for (int retries = 1;
                result instanceof RetryLater<Enrichment, Enrichment> later
                        && !later.notBefore().isAfter(deadline);
                retries++) {
            sleeper.sleep(Duration.between(clock.instant(), later.notBefore()));
            result = apply(step, later.input(), retries);
            calls.addAll(result.usage());
        }
        return result;
    }

    /** A fault in a step rejects the document, as it does in the pipeline. */
    private static StepResult<Enrichment, Enrichment> apply(
            Step<Enrichment, Enrichment> step, Enrichment document, int retries) throws InterruptedException {
        try {
            return step.apply(document, retries);
        } catch (RuntimeException e) {
            return new Rejected<>(document, new Rejection(DeadLetterReason.INTERNAL_ERROR, e.toString()), List.of());
        }
    }

    private DirectResult judged(Enrichment document, List<LlmUsage> calls) {
        // Each document is judged alone: nothing was accepted before that its numbers could be compared with.
        Verdict verdict = gates.find(document.getProfile().orElseThrow())
                .orElseThrow()
                .judge(document, field -> Distribution.EMPTY);
        return switch (verdict) {
            case Verdict.Accepted accepted ->
                new DirectResult.Accepted(
                        document, accepted.confidence(), accepted.report().getWarnings(), calls);
            case Verdict.Held held -> new DirectResult.Held(document, Stage.GATE, held.rejection(), calls);
        };
    }

    private Enrichment unread(String id, RawDocument raw) {
        return Enrichment.newBuilder()
                .setDocumentId(id)
                .setSource(SourceCoordinates.newBuilder()
                        .setTopic(Topic.RAW.topicName())
                        .setPartition(0)
                        .setOffset(0)
                        .setTimestamp(clock.instant())
                        .build())
                .setOriginalValue(ByteBuffer.wrap(codec.encode(raw)))
                .build();
    }
}
