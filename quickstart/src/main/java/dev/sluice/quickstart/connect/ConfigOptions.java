package dev.sluice.quickstart.connect;

import dev.sluice.runtime.config.ConfigSources;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that name configuration keys, for every command that has any. */
public final class ConfigOptions {
    private static final int OPTIONS_FIRST = 110;

    private final Map<String, String> environment;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            order = OPTIONS_FIRST,
            description = "A properties file with configuration keys; the one that SLUICE_CONFIG names if not given.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            order = OPTIONS_FIRST + 1,
            description = "One configuration key, such as kafka.security.protocol=SSL. Beats the environment"
                    + " (SLUICE_KAFKA_SECURITY_PROTOCOL), which beats the file.")
    private Map<String, String> set = new HashMap<>();

    public ConfigOptions(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * The configuration from flags, environment and file.
     *
     * @throws org.apache.kafka.common.config.ConfigException if the file cannot be read
     */
    public Map<String, String> values() {
        return values(Map.of());
    }

    /** The same with more flags, which win. */
    Map<String, String> values(Map<String, String> flags) {
        Map<String, String> all = new HashMap<>(set);
        all.putAll(flags);
        return ConfigSources.merge(all, file, environment);
    }
}
