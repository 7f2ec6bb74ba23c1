package dev.sluice.processor;

import dev.sluice.runtime.config.ConfigSources;
import dev.sluice.runtime.log.Logging;
import dev.sluice.runtime.time.SteadyClock;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one instance of the processor as a process of its own, until SIGTERM has it drain and end. */
public final class ProcessorMain {
    private static final Logger log = LoggerFactory.getLogger(ProcessorMain.class);

    private ProcessorMain() {}

    /**
     * Runs an instance with the configuration from the environment.
     *
     * @param args {@code key=value} each, which beat the environment
     */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String[] args) {
        try {
            Map<String, String> values =
                    ConfigSources.merge(ConfigSources.flags(args), Optional.empty(), System.getenv());
            Logging.toConsole(values);
            return run(ProcessorConfig.of(values)) ? 0 : 1;
        } catch (ConfigException | IOException e) {
            log.error("{}", e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /**
     * Runs an instance until the process is told to stop; the shutdown hook drains it.
     *
     * @return whether it stopped because it was told to
     * @throws IOException if the address of the probes is taken
     */
    public static boolean run(ProcessorConfig config) throws IOException, InterruptedException {
        try (ProcessorApp app = new ProcessorApp(config, SteadyClock.system())) {
            Runtime.getRuntime().addShutdownHook(new Thread(app::close, "drain"));
            app.start();
            return app.awaitStop();
        }
    }
}
