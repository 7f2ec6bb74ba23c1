package dev.sluice.processor;

import dev.sluice.processor.alert.AlertWatch;
import dev.sluice.processor.alert.DeadLetterCheck;
import dev.sluice.processor.alert.PendingAgeCheck;
import dev.sluice.processor.async.Intake;
import dev.sluice.processor.async.PacedClientSupplier;
import dev.sluice.processor.budget.AnomalyCheck;
import dev.sluice.processor.budget.AnomalyGuard;
import dev.sluice.processor.budget.BudgetCheck;
import dev.sluice.processor.budget.BudgetMetrics;
import dev.sluice.processor.budget.Budgets;
import dev.sluice.processor.budget.SpendReader;
import dev.sluice.processor.cache.AnswerCache;
import dev.sluice.processor.control.ProfileOverrides;
import dev.sluice.processor.example.CorrectionReader;
import dev.sluice.processor.example.Corrections;
import dev.sluice.processor.example.SimilarExamples;
import dev.sluice.processor.ingest.Ingestor;
import dev.sluice.processor.ingest.VisionSettings;
import dev.sluice.processor.observe.HttpEndpoints;
import dev.sluice.processor.observe.HttpEndpoints.Status;
import dev.sluice.processor.observe.IntakeMetrics;
import dev.sluice.processor.observe.Metrics;
import dev.sluice.processor.observe.ProcessorMetrics;
import dev.sluice.processor.observe.ProfileMetrics;
import dev.sluice.processor.progress.ProgressReports;
import dev.sluice.processor.progress.ProgressTopic;
import dev.sluice.processor.redrive.RedriveStep;
import dev.sluice.processor.resilience.CircuitAlerts;
import dev.sluice.processor.spend.Pricing;
import dev.sluice.processor.step.Backoff;
import dev.sluice.profile.LiveProfiles;
import dev.sluice.profile.ProfileLoader;
import dev.sluice.profile.ProfileWatch;
import dev.sluice.runtime.alert.Alerts;
import dev.sluice.runtime.control.ControlReader;
import dev.sluice.runtime.control.Controls;
import dev.sluice.runtime.streams.LiveInstances;
import dev.sluice.runtime.streams.Membership;
import dev.sluice.runtime.streams.ThreadFailures;
import dev.sluice.runtime.time.KafkaTime;
import dev.sluice.runtime.time.SteadyClock;
import dev.sluice.runtime.trace.Tracing;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.Correction;
import dev.sluice.schemas.avro.Progress;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.avro.Redrive;
import dev.sluice.schemas.registry.AvroSerdes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance of the processor, from its configuration to a running topology. Instances with the same application id
 * share the partitions.
 *
 * <p>Delivery: {@link #close()} takes in nothing more, waits for the calls in flight as long as the configuration allows
 * and commits; what did not end is in the changelog and is called again by whoever takes over. Killing an instance loses
 * nothing either, it only repeats the calls that were in flight.
 */
public final class ProcessorApp implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ProcessorApp.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration CORRECTIONS_PAUSE = Duration.ofSeconds(5);
    private static final Duration CONTROL_PAUSE = Duration.ofSeconds(1);

    private final ProcessorConfig config;
    private final Optional<ProfileWatch> watch;
    private final LiveInstances instances;
    private final AnswerCache cache;
    private final Models models;
    private final Ingestor ingestor;
    private final CorrectionReader corrections;
    private final ControlReader control;
    private final Intake intake = new Intake(List.of(Topic.RAW.topicName(), Topic.REDRIVE.topicName()));
    private final PrometheusMeterRegistry metrics = ProcessorMetrics.TABLE.registry();
    private final Tracing tracing;
    private final Optional<ProgressTopic> progressTopic;
    private final StartChecks checks;
    private final KafkaStreams streams;
    private final KafkaStreamsMetrics streamsMetrics;
    private final Optional<SpendStreams> spend;
    private final Budgets budgets;
    private final SpendReader spent;
    private final AlertWatch alerts;
    private final HttpEndpoints http;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean closing;

    /**
     * Builds an instance and opens its probes; {@link #start()} has it work.
     *
     * @param clock what it goes by; if it is put back, waits take longer: see {@link SteadyClock}
     * @throws IOException if the address of the probes is taken
     */
    public ProcessorApp(ProcessorConfig config, Clock clock) throws IOException {
        this.config = config;
        AvroSerdes serdes = new AvroSerdes(config.registry());
        ProfileLoader loader = new ProfileLoader(config.engines());
        this.watch = config.profiles()
                .map(folder -> new ProfileWatch(loader, folder, config.profilesReload(), new ProfileMetrics(metrics)));
        Controls controls = new Controls(clock);
        LiveProfiles profiles = watch.map(ProfileWatch::profiles)
                .orElseGet(() -> new LiveProfiles(loader.load()))
                .adjusted(new ProfileOverrides(controls, config.engines()));
        this.instances = new LiveInstances(
                StartChecks.adminConfig(config.streams()),
                config.streams().getProperty(StreamsConfig.APPLICATION_ID_CONFIG));
        this.budgets = new Budgets(
                config.budgets(),
                () -> profiles.current().all(),
                controls,
                UUID.randomUUID().toString(),
                instances,
                clock);
        AnomalyGuard guard = new AnomalyGuard(config.anomaly(), clock, RandomGenerator.getDefault());
        Outputs outputs = Outputs.of(serdes);
        this.progressTopic = config.progress()
                ? Optional.of(ProgressTopic.open(config.streams(), serdes.serializer(), metrics))
                : Optional.empty();
        ProgressReports progress = new ProgressReports(
                progressTopic.<Consumer<Progress>>map(topic -> topic).orElse(report -> {}), clock);
        this.tracing = Tracing.of(config.tracing(), config.streams().getProperty(StreamsConfig.APPLICATION_ID_CONFIG));
        this.cache = AnswerCache.of(config.cache(), metrics, clock);
        this.models = new Models(
                config.models(),
                config.resilience(),
                instances,
                metrics,
                new Pricing(config.priceTable(), metrics),
                Optional.of(cache),
                controls,
                budgets,
                guard,
                tracing,
                config.tracedTexts(),
                clock,
                Thread::sleep,
                progress::written);
        this.ingestor = new Ingestor(config.ingest(), config.vision().map(VisionSettings::limits));
        Corrections held = new Corrections();
        this.corrections = new CorrectionReader(
                new StreamsConfig(config.streams()).getGlobalConsumerConfigs(""),
                serdes.deserializer(Correction.class),
                held,
                CORRECTIONS_PAUSE);
        this.control = new ControlReader(
                new StreamsConfig(config.streams()).getGlobalConsumerConfigs(""), serdes, controls, CONTROL_PAUSE);
        this.spent = new SpendReader(
                new StreamsConfig(config.streams()).getGlobalConsumerConfigs(""), serdes, budgets, clock);
        Backoff backoff = new Backoff(config.retryBackoff(), config.retryBackoffMax(), clock);
        Steps steps = new Steps(
                profiles,
                config.router(),
                new SimilarExamples(held),
                models.calls(),
                config.vision().map(VisionSettings::engine),
                serdes.deserializer(RawDocument.class),
                ingestor,
                config.longDocuments(),
                controls,
                budgets,
                backoff,
                metrics,
                clock);
        TopologyNodes nodes = new TopologyNodes(
                config,
                new RedriveStep(serdes.deserializer(Redrive.class), config.engines(), backoff),
                steps,
                profiles,
                outputs,
                intake,
                new Holds(controls, budgets),
                metrics,
                progress,
                tracing,
                clock);
        this.checks = new StartChecks(config.streams(), outputs);
        this.streams = new KafkaStreams(
                EnrichmentTopology.build(nodes, outputs.usage()),
                config.streams(),
                new PacedClientSupplier(intake),
                new KafkaTime(clock));
        streams.setUncaughtExceptionHandler(new ThreadFailures(clock));
        streams.setStateListener((now, before) -> stateChanged(now));
        new IntakeMetrics(intake, clock).bindTo(metrics);
        this.streamsMetrics = new KafkaStreamsMetrics(streams);
        streamsMetrics.bindTo(metrics);
        new JvmMemoryMetrics().bindTo(metrics);
        Gauge.builder(Metrics.INSTANCES, instances, LiveInstances::getAsInt).register(metrics);
        Gauge.builder(Metrics.CORRECTIONS, held, Corrections::size).register(metrics);
        this.spend = config.spend()
                ? Optional.of(new SpendStreams(config.streams(), serdes, metrics, clock))
                : Optional.empty();
        this.alerts = new AlertWatch(
                List.of(
                        new BudgetCheck(budgets, new BudgetMetrics(budgets, metrics)),
                        new AnomalyCheck(guard, clock),
                        new DeadLetterCheck(metrics, config.alerts().deadLetterRatio(), clock),
                        new PendingAgeCheck(intake, config.alerts().pendingAge(), clock),
                        new CircuitAlerts(models::health)::look),
                new Alerts(config.alerts().settings(), "sluice-processor", metrics, clock));
        this.http = HttpEndpoints.start(config.http(), this::health, this::readiness, metrics::scrape);
    }

    /**
     * Waits for brokers, topics, registry and contracts and reads what people have set, then joins the group and works.
     *
     * @throws InterruptedException if the wait is cut short
     */
    public void start() throws InterruptedException {
        log.info(
                "Engine: {}. Probes and metrics: http://{}:{}",
                models.describe(),
                config.http().host(),
                http.port());
        watch.ifPresent(ProfileWatch::start);
        // Beside the wait for the brokers, and not to be waited for itself: a restarted instance is back at work
        // sooner.
        Thread.ofPlatform().daemon().name("warm-up").start(models::warmUp);
        checks.await();
        control.start();
        spent.start();
        // Not a call before it is known that none is unwanted, and what was spent already.
        if (control.awaitCurrent() && (!budgets.isAny() || spent.awaitCurrent()) && !closing) {
            alerts.start();
            corrections.start();
            instances.start();
            streams.start();
            spend.ifPresent(SpendStreams::start);
        }
    }

    /** Waits until the instance has stopped, by {@link #close()} or by a failure; tells whether all was well. */
    public boolean awaitStop() throws InterruptedException {
        stopped.await();
        return closing;
    }

    /** The port of the probes. */
    public int httpPort() {
        return http.port();
    }

    /** Whether it works on its partitions. */
    public boolean isReady() {
        return streams.state() == State.RUNNING;
    }

    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        // Without its threads nothing that is answered could still be committed.
        if (isDead()) {
            log.info("Stopping: {} calls in flight will be made again", intake.inFlight());
        } else {
            log.info("Stopping: waiting up to {} for {} calls in flight", config.shutdownGrace(), intake.inFlight());
            drain();
        }
        streamsMetrics.close();
        boolean closed = streams.close(Membership.onClose(config.streams(), CLOSE_TIMEOUT));
        spend.ifPresent(SpendStreams::close);
        log.info(closed ? "Stopped" : "Stopped, but not all threads ended within {}", CLOSE_TIMEOUT);
        http.close();
        watch.ifPresent(ProfileWatch::close);
        corrections.close();
        instances.close();
        control.close();
        spent.close();
        alerts.close();
        models.close();
        cache.close();
        progressTopic.ifPresent(ProgressTopic::close);
        tracing.close();
        metrics.close();
        stopped.countDown();
    }

    private void drain() {
        try {
            if (!intake.drain(config.shutdownGrace())) {
                log.warn("{} calls did not end in time and will be made again", intake.inFlight());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stateChanged(State now) {
        log.info("State: {}", now);
        instances.refresh();
        if (now == State.ERROR) {
            stopped.countDown();
        }
    }

    private Status health() {
        return new Status(!isDead(), streams.state().name());
    }

    private boolean isDead() {
        State state = streams.state();
        return state == State.PENDING_ERROR || state == State.ERROR || state == State.NOT_RUNNING;
    }

    private Status readiness() {
        return checks.waitingFor()
                .map(cause -> new Status(false, cause))
                .orElseGet(() -> new Status(isReady(), streams.state().name()));
    }
}
