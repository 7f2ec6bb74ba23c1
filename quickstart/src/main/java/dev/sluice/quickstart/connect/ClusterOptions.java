package dev.sluice.quickstart.connect;

import dev.sluice.runtime.config.SharedKeys;
import dev.sluice.schemas.registry.RegistryKeys;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that talks to brokers or registry. */
public final class ClusterOptions {
    /** The key of the brokers' addresses. */
    public static final String BROKERS = SharedKeys.KAFKA_PREFIX + CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;
    /** The key of the registry's address. */
    public static final String REGISTRY = RegistryKeys.URL;

    private static final int OPTIONS_FIRST = 100;

    @Option(
            names = {"-b", "--bootstrap-server"},
            paramLabel = "HOST:PORT",
            order = OPTIONS_FIRST,
            description = "The brokers: the key kafka.bootstrap.servers.")
    private Optional<String> brokers = Optional.empty();

    @Option(
            names = {"-r", "--registry"},
            paramLabel = "URL",
            order = OPTIONS_FIRST + 1,
            description = "The schema registry: the key schema.registry.url.")
    private Optional<String> registry = Optional.empty();

    @Mixin
    private final ConfigOptions config;

    public ClusterOptions(Map<String, String> environment) {
        this.config = new ConfigOptions(environment);
    }

    /**
     * The configuration from flags, environment and file.
     *
     * @throws org.apache.kafka.common.config.ConfigException if the file cannot be read
     */
    public Map<String, String> values() {
        Map<String, String> flags = new HashMap<>();
        brokers.ifPresent(value -> flags.put(BROKERS, value));
        registry.ifPresent(value -> flags.put(REGISTRY, value));
        return config.values(flags);
    }

    /** What these options lead to; checked, not yet connected. */
    public Connection connection() {
        return Connection.of(values());
    }
}
