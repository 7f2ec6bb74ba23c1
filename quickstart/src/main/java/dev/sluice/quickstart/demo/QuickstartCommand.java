package dev.sluice.quickstart.demo;

import dev.sluice.quickstart.connect.ConfigOptions;
import dev.sluice.quickstart.terminal.Terminal;
import dev.sluice.runtime.log.Logging;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice quickstart}. */
@Command(
        name = "quickstart",
        header = "Start everything here and watch sample documents go through",
        description = {
            "Starts a broker, a schema registry, the processor and the review console on loopback, sends sample documents and shows what"
                    + " becomes of each. Then it goes on showing what arrives, until Ctrl-C stops everything.",
            "",
            "Needs no key: offline rules serve unless a model is configured."
        },
        footer = {
            "",
            "@|bold Examples|@",
            "  sluice quickstart",
            "  sluice quickstart --llm simulated --once",
            "  OPENAI_API_KEY=... sluice quickstart",
            "  OPENAI_BASE_URL=http://localhost:11434/v1 OPENAI_MODEL=llama3.2 sluice quickstart",
            "  sluice quickstart --data ~/sluice-data --port-base 19000"
        })
public final class QuickstartCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final String launcher;

    @Option(names = "--once", description = "End after the samples; exit code 0 only if each had its expected outcome.")
    private boolean once;

    @Option(
            names = "--llm",
            paramLabel = "WHO",
            description = "Who answers: offline (rules), simulated (a model server of its own), or real (the configured"
                    + " model). Real if OPENAI_API_KEY or OPENAI_BASE_URL is set, else offline.")
    private Optional<LlmChoice> llm = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep data and logs here for the next time; a temporary folder, deleted at the end, if not"
                    + " given.")
    private Optional<Path> data = Optional.empty();

    @Mixin
    private final Ports ports = new Ports();

    @Mixin
    private final ConfigOptions config;

    /**
     * @param launcher how the user calls the launcher, for the commands that are proposed
     */
    public QuickstartCommand(Terminal terminal, String launcher, Map<String, String> environment) {
        this.terminal = terminal;
        this.launcher = launcher;
        this.config = new ConfigOptions(environment);
    }

    @Override
    public Integer call() throws Exception {
        Map<String, String> values = config.values();
        LlmChoice choice = LlmChoice.of(llm, values);
        List<Sample> samples = Samples.load(choice);
        DataFolder folder = DataFolder.of(data);
        // Before the session: Ctrl-C as soon as there are servers must find what stops them.
        CompletableFuture<Optional<Session>> begun = new CompletableFuture<>();
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform()
                        .name("shutdown")
                        .unstarted(() -> begun.join().ifPresent(Session::stop)));
        try (Session session = begin(folder, choice, values)) {
            begun.complete(Optional.of(session));
            return session.run(samples, once) ? 0 : 1;
        } finally {
            begun.complete(Optional.empty());
        }
    }

    private Session begin(DataFolder folder, LlmChoice choice, Map<String, String> values) throws IOException {
        StackPlan plan = new StackPlan(
                folder, ports.broker(), ports.registry(), ports.http(), ports.llm(), ports.console(), choice, values);
        try {
            Logging.toFile(plan.processorConfig(), folder.processorLog());
            return new Session(terminal.out(), launcher, plan, System::nanoTime);
        } catch (KafkaException wrongConfiguration) {
            folder.discard();
            throw wrongConfiguration;
        }
    }
}
