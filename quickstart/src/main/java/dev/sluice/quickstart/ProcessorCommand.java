package dev.sluice.quickstart;

import dev.sluice.processor.ProcessorApp;
import dev.sluice.processor.ProcessorConfig;
import dev.sluice.quickstart.connect.ClusterOptions;
import dev.sluice.quickstart.terminal.CommandFailedException;
import dev.sluice.quickstart.terminal.Terminal;
import dev.sluice.runtime.log.Logging;
import dev.sluice.runtime.time.SteadyClock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice processor}. */
@Command(
        name = "processor",
        header = "Run one instance of the processor",
        description = {
            "Instances with the same application.id share the work. It waits until brokers, topics and schemas are"
                    + " there. SIGTERM or Ctrl-C lets the calls in flight end, commits and stops.",
            "",
            "With neither llm.base.url nor llm.api.key (OPENAI_BASE_URL, OPENAI_API_KEY) the offline engine serves."
                    + " All keys: docs/configuration.md."
        },
        footer = {
            "",
            "@|bold Examples|@",
            "  sluice processor --config processor.properties",
            "  OPENAI_API_KEY=... sluice processor -b kafka:9092 -r http://registry:8081",
            "  sluice processor -c processor.properties -s log.format=json -s http.host=0.0.0.0"
        })
final class ProcessorCommand implements Callable<Integer> {
    @Mixin
    private final ClusterOptions options;

    ProcessorCommand(Terminal terminal, Map<String, String> environment) {
        this.options = new ClusterOptions(environment);
    }

    @Override
    public Integer call() throws Exception {
        Map<String, String> values = options.values();
        ProcessorConfig config = ProcessorConfig.of(values);
        Logging.toConsole(values);
        try (ProcessorApp app = new ProcessorApp(config, SteadyClock.system())) {
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(app::close));
            app.start();
            if (app.awaitStop()) {
                return 0;
            }
        }
        throw new CommandFailedException("The processor ended after failures that its log tells.");
    }
}
