package dev.sluice.quickstart.demo;

import dev.sluice.console.ConsoleApp;
import dev.sluice.console.ConsoleSettings;
import dev.sluice.devstack.Broker;
import dev.sluice.devstack.Registry;
import dev.sluice.devstack.llm.Latency;
import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import dev.sluice.processor.ProcessorApp;
import dev.sluice.processor.ProcessorConfig;
import dev.sluice.quickstart.connect.Connection;
import dev.sluice.quickstart.terminal.CommandFailedException;
import dev.sluice.runtime.time.SteadyClock;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.TopicLayout;
import dev.sluice.schemas.TopicOutcome;
import dev.sluice.schemas.TopicOutcome.Failed;
import dev.sluice.schemas.TopicProvisioner;
import dev.sluice.schemas.registry.RegisteredVersion;
import dev.sluice.schemas.registry.SchemaRegistrar;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/**
 * Broker, registry, processor and review console, which begin to start side by side when this is made. {@link #close()} may be called by
 * another thread at any time, also while they start; all else is for one thread.
 */
final class Stack implements AutoCloseable {
    private static final long LONGEST_START_STOP_SECONDS = 60;
    private static final long POLL_MILLIS = 20;

    /** As a quick model answers. */
    private static final SimulatedLlmSettings SIMULATED = SimulatedLlmSettings.builder()
            .latency(Latency.fixed(Duration.ofMillis(300)))
            .build();

    private final StackPlan plan;
    private final StartListener listener;
    private final Connection connection;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("stack-", 0).factory());
    private final Part<Broker> broker;
    private final Part<Registry> registry;
    private final Future<List<TopicOutcome>> topics;
    private final Future<List<RegisteredVersion>> schemas;
    private final Optional<Part<SimulatedLlm>> llm;
    private final Part<ProcessorApp> processor;
    private final Login login;
    private final Part<ConsoleApp> console;

    /**
     * Begins to start.
     *
     * @throws org.apache.kafka.common.config.ConfigException if the processor's configuration is wrong; then nothing is
     *     started
     * @throws IOException if the console's account cannot be written
     */
    Stack(StackPlan plan, StartListener listener) throws IOException {
        this.plan = plan;
        this.listener = listener;
        this.connection = Connection.of(patient(plan.clientConfig()));
        ProcessorConfig config = ProcessorConfig.of(plan.processorConfig());
        ConsoleSettings consoleSettings = ConsoleSettings.of(plan.consoleConfig());
        this.login = Login.create(plan.data().consoleUsers());
        this.broker = part(() -> Broker.start(plan.data().broker(), plan.brokerPort()));
        this.registry = part(() -> Registry.start(plan.data().registry(), plan.registryPort()));
        this.topics = threads.submit(() -> {
            listener.started("broker", broker.await().bootstrapServers());
            return createTopics();
        });
        this.schemas = threads.submit(() -> {
            listener.started("registry", registry.await().url());
            return registerSchemas();
        });
        this.llm = plan.llm() == LlmChoice.SIMULATED
                ? Optional.of(part(() -> SimulatedLlm.start(SIMULATED, plan.llmPort())))
                : Optional.empty();
        this.processor = part(() -> new ProcessorApp(config, SteadyClock.system()));
        this.console = part(() -> startConsole(consoleSettings));
        threads.shutdown();
    }

    /** Returns when the processor takes in documents; throws what kept a part from starting. */
    void awaitReady() throws Exception {
        requireCreated(Part.await(topics));
        Part.await(schemas);
        if (llm.isPresent()) {
            llm.get().await();
        }
        ProcessorApp app = processor.await();
        app.start();
        while (!app.isReady()) {
            Thread.sleep(POLL_MILLIS);
        }
        writeClientConfig();
        listener.started("processor", metricsUrl());
    }

    /** Waits until people can review; tells the address of the pages. */
    String awaitConsole() throws Exception {
        ConsoleApp app = console.await();
        while (!app.isReady()) {
            Thread.sleep(POLL_MILLIS);
        }
        return app.url();
    }

    /** Who may review. */
    Login login() {
        return login;
    }

    /** How to reach it. */
    Connection connection() {
        return connection;
    }

    String metricsUrl() {
        return "http://127.0.0.1:" + plan.httpPort() + "/metrics";
    }

    /** Stops what runs and what is about to: the processor first, as it has something to finish. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(LONGEST_START_STOP_SECONDS, TimeUnit.SECONDS);
            console.stop();
            processor.stop();
            if (llm.isPresent()) {
                llm.get().stop();
            }
            stopServers();
        } catch (Exception e) {
            throw new CommandFailedException("Not all parts could be stopped: " + e, e);
        }
    }

    private void stopServers() throws Exception {
        try (ExecutorService stopping =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            Future<Void> registryStop = stopping.submit(stopOf(registry));
            broker.stop();
            Part.await(registryStop);
        }
    }

    private static Callable<Void> stopOf(Part<?> part) {
        return () -> {
            part.stop();
            return null;
        };
    }

    private <T extends AutoCloseable> Part<T> part(Callable<T> start) {
        return Part.starting(threads, start);
    }

    /** Nobody waits at a prompt, and all parts start at once. */
    private static Map<String, String> patient(Map<String, String> config) {
        Map<String, String> patient = new HashMap<>(config);
        patient.put("kafka." + CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, "60000");
        patient.put("kafka." + CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, "60000");
        return patient;
    }

    private List<TopicOutcome> createTopics() {
        try (Admin admin = connection.admin()) {
            return new TopicProvisioner(admin, TopicLayout.standard()).provision();
        }
    }

    private static void requireCreated(List<TopicOutcome> outcomes) {
        for (TopicOutcome outcome : outcomes) {
            if (outcome instanceof Failed(Topic topic, String reason)) {
                throw new CommandFailedException("The topic " + topic.topicName() + " could not be created: " + reason);
            }
        }
    }

    private List<RegisteredVersion> registerSchemas() {
        try (SchemaRegistrar registrar = connection.registrar()) {
            return registrar.registerAll();
        }
    }

    /** Behind the processor, whose first documents people wait for. */
    private ConsoleApp startConsole(ConsoleSettings settings) throws Exception {
        requireCreated(Part.await(topics));
        Part.await(schemas);
        ConsoleApp app = ConsoleApp.open(settings);
        app.start();
        listener.started("console", app.url());
        return app;
    }

    private void writeClientConfig() throws IOException {
        Properties properties = new Properties();
        properties.putAll(plan.clientConfig());
        try (Writer writer = Files.newBufferedWriter(plan.data().clientConfig())) {
            properties.store(writer, "The running quickstart, for: sluice COMMAND --config THIS_FILE");
        }
    }

    /** Told when a part is there. On the part's thread. */
    @FunctionalInterface
    interface StartListener {
        void started(String part, String address);
    }
}
