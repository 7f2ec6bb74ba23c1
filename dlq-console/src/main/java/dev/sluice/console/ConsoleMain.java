package dev.sluice.console;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one replica of the console as a process of its own, until SIGTERM. */
public final class ConsoleMain {
    private static final Logger log = LoggerFactory.getLogger(ConsoleMain.class);
    private static final String VARIABLES = "SLUICE_";
    /** Names a properties file; as for the processor. */
    private static final String FILE = "SLUICE_CONFIG";

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
            return run(ConsoleSettings.of(values(args, System.getenv()))) ? 0 : 1;
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

    static Map<String, String> values(String[] args, Map<String, String> environment) throws IOException {
        Map<String, String> values = new HashMap<>();
        String file = environment.get(FILE);
        if (file != null) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
                properties.load(reader);
            }
            properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        }
        environment.forEach((name, value) -> {
            if (name.startsWith(VARIABLES) && !name.equals(FILE)) {
                values.put(
                        name.substring(VARIABLES.length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'),
                        value);
            }
        });
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (equals < 1) {
                throw new ConfigException("The argument '" + arg + "' is not of the form key=value.");
            }
            values.put(arg.substring(0, equals), arg.substring(equals + 1));
        }
        return values;
    }
}
