package dev.sluice.console;

import dev.sluice.runtime.config.ConfigSources;
import dev.sluice.runtime.log.Logging;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one replica of the console as a process of its own, until SIGTERM. */
public final class ConsoleMain {
    private static final Logger log = LoggerFactory.getLogger(ConsoleMain.class);

    private ConsoleMain() {}

    /**
     * Runs a replica.
     *
     * @param args {@code key=value} each, which beat the environment, which beats the file of {@code SLUICE_CONFIG}
     */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String[] args) {
        try {
            Map<String, String> values =
                    ConfigSources.merge(ConfigSources.flags(args), Optional.empty(), System.getenv());
            Logging.toConsole(values);
            return run(ConsoleSettings.of(values)) ? 0 : 1;
        } catch (ConfigException | IOException e) {
            log.error("{}", e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /**
     * Runs a replica until the process is told to stop.
     *
     * @return whether it stopped because it was told to
     * @throws IOException if the users file cannot be used or the read model not be made
     */
    public static boolean run(ConsoleSettings settings) throws IOException, InterruptedException {
        try (ConsoleApp app = ConsoleApp.open(settings)) {
            Runtime.getRuntime().addShutdownHook(new Thread(app::close, "close"));
            app.start();
            log.info("The console is at {}", app.url());
            return app.awaitStop();
        }
    }
}
