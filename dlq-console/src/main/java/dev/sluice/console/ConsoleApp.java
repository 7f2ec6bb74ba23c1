package dev.sluice.console;

import dev.sluice.console.auth.Accounts;
import dev.sluice.console.auth.LoginThrottle;
import dev.sluice.console.auth.Seal;
import dev.sluice.console.auth.Sessions;
import dev.sluice.console.auth.oidc.OidcLogin;
import dev.sluice.console.live.DocumentsInFlight;
import dev.sluice.console.live.ProgressFollower;
import dev.sluice.console.observe.ConsoleMetrics;
import dev.sluice.console.observe.ResolutionTimes;
import dev.sluice.console.observe.ReviewWatch;
import dev.sluice.console.readmodel.ReadModel;
import dev.sluice.console.review.CommandWriter;
import dev.sluice.console.review.ReviewStreams;
import dev.sluice.console.web.Console;
import dev.sluice.console.web.Logins;
import dev.sluice.console.web.WebServer;
import dev.sluice.profile.LiveProfiles;
import dev.sluice.profile.ProfileLoader;
import dev.sluice.profile.ProfileWatch;
import dev.sluice.profile.Reload;
import dev.sluice.runtime.alert.Alerts;
import dev.sluice.runtime.control.ControlReader;
import dev.sluice.runtime.control.ControlWriter;
import dev.sluice.runtime.control.Controls;
import dev.sluice.runtime.time.SteadyClock;
import dev.sluice.runtime.trace.Tracing;
import dev.sluice.schemas.avro.Progress;
import dev.sluice.schemas.registry.AvroSerdes;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One replica of the console: review lifecycle, read model and pages. Replicas with the same application id share the
 * lifecycle's partitions; each has a read model of its own.
 *
 * <p>Delivery: closing or killing a replica at any moment loses no decision and doubles none.
 */
public final class ConsoleApp implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ConsoleApp.class);
    private static final int KEY_BYTES = 32;
    private static final Duration CONTROL_PAUSE = Duration.ofSeconds(1);

    private final ConsoleSettings settings;
    private final Optional<ProfileWatch> watch;
    private final ReviewStreams review;
    private final ReadModel items;
    private final ProgressFollower progress;
    private final Alerts alerts;
    private final Tracing tracing;
    private final ReviewWatch reviewWatch;
    private final CommandWriter commands;
    private final ControlReader controlReader;
    private final ControlWriter controlWriter;
    private final PrometheusMeterRegistry metrics = ConsoleMetrics.TABLE.registry();
    private final WebServer web;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicBoolean closing = new AtomicBoolean();

    private ConsoleApp(ConsoleSettings settings) throws IOException {
        this.settings = settings;
        ConsoleConfig config = settings.console();
        Clock clock = SteadyClock.system();
        SecureRandom random = new SecureRandom();
        Accounts accounts =
                new Accounts(settings.web().usersFile(), settings.web().oidc().isPresent());
        Files.createDirectories(config.stateDir());
        AvroSerdes serdes = new AvroSerdes(config.registry());
        ProfileLoader loader = new ProfileLoader();
        this.watch = settings.profiles()
                .map(folder -> new ProfileWatch(loader, folder, settings.profilesReload(), ConsoleApp::reloaded));
        LiveProfiles profiles = watch.map(ProfileWatch::profiles).orElseGet(() -> new LiveProfiles(loader.load()));
        this.tracing = Tracing.of(settings.tracing(), config.applicationId());
        this.review = new ReviewStreams(
                config.streams(), serdes, profiles, config.review(), new ResolutionTimes(metrics), tracing, clock);
        review.bindTo(metrics);
        new JvmMemoryMetrics().bindTo(metrics);
        this.items = new ReadModel(config.readModel(), config.clients(), serdes, clock);
        new ConsoleMetrics(items, clock).bindTo(metrics);
        DocumentsInFlight inFlight = new DocumentsInFlight(clock);
        this.progress = new ProgressFollower(config.clients(), serdes.deserializer(Progress.class), inFlight);
        this.alerts = new Alerts(settings.alerts(), config.applicationId(), metrics, clock);
        this.reviewWatch =
                new ReviewWatch(items, settings.targets(), alerts, () -> items.isCaughtUp() && review.leads(), clock);
        this.commands = new CommandWriter(config.clients(), serdes.serializer());
        Controls controls = new Controls(clock);
        this.controlReader = new ControlReader(config.clients(), serdes, controls, CONTROL_PAUSE);
        this.controlWriter = new ControlWriter(config.clients(), serdes, clock);
        Seal seal = new Seal(key(settings.web(), random));
        this.web = new WebServer(
                settings.web(),
                new Console(
                        items,
                        inFlight,
                        commands,
                        controls,
                        controlWriter,
                        profiles,
                        serdes,
                        config,
                        metrics,
                        () -> review.isRunning() && items.isCaughtUp(),
                        () -> !review.hasFailed(),
                        clock,
                        UUID::randomUUID),
                new Logins(
                        accounts,
                        new Sessions(seal, settings.web().session(), clock, random),
                        settings.web().oidc().map(oidc -> new OidcLogin(oidc, seal, clock, random)),
                        new LoginThrottle(clock)),
                random);
    }

    /**
     * Builds a replica; {@link #start()} has it work.
     *
     * @throws IOException if the users file cannot be used or the read model not be made
     */
    public static ConsoleApp open(ConsoleSettings settings) throws IOException {
        return new ConsoleApp(settings);
    }

    /** Starts to work and to serve; returns at once. What is served says while the read model is not complete. */
    public void start() {
        watch.ifPresent(ProfileWatch::start);
        review.start();
        items.start();
        progress.start();
        reviewWatch.start();
        controlReader.start();
        web.start();
    }

    /** The address of the pages. */
    public String url() {
        return "http://" + settings.web().host() + ":" + web.port();
    }

    /** Whether it works on its partitions and shows all items. */
    public boolean isReady() {
        return review.isRunning() && items.isCaughtUp();
    }

    /** Waits until {@link #close()}; tells whether all was well until then. */
    public boolean awaitStop() throws InterruptedException {
        stopped.await();
        return !review.hasFailed();
    }

    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        web.close();
        reviewWatch.close();
        alerts.close();
        commands.close();
        controlReader.close();
        controlWriter.close();
        review.close();
        tracing.close();
        items.close();
        progress.close();
        watch.ifPresent(ProfileWatch::close);
        metrics.close();
        stopped.countDown();
    }

    private static byte[] key(WebSettings web, SecureRandom random) {
        return web.sessionKey().map(key -> key.getBytes(StandardCharsets.UTF_8)).orElseGet(() -> {
            byte[] fresh = new byte[KEY_BYTES];
            random.nextBytes(fresh);
            return fresh;
        });
    }

    private static void reloaded(Reload reload) {
        switch (reload) {
            case Reload.Loaded loaded -> log.info("The edited profiles are in use");
            case Reload.Refused refused -> log.warn("The profiles before the edit stay in use: {}", refused.mistakes());
        }
    }
}
