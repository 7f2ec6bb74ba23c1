package dev.sluice.quickstart.demo;

import dev.sluice.console.ConsoleTable;
import dev.sluice.devstack.Broker;
import dev.sluice.devstack.Registry;
import dev.sluice.processor.config.ConfigTable;
import dev.sluice.quickstart.connect.ClusterOptions;
import dev.sluice.runtime.config.SharedKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be started where.
 *
 * @param llmPort of the simulated model server, if that is chosen
 * @param values the processor's configuration as the user gave it
 */
record StackPlan(
        DataFolder data,
        int brokerPort,
        int registryPort,
        int httpPort,
        int llmPort,
        int consolePort,
        LlmChoice llm,
        Map<String, String> values) {

    /** What belongs to the user's own cluster, not to this one. */
    private static final List<String> FOREIGN =
            List.of(SharedKeys.KAFKA_PREFIX, "schema.registry.", "basic.auth.", "bearer.auth.", "value.");

    /** Nobody waits long for Ctrl-C. */
    private static final String GRACE_MILLIS = "2000";

    StackPlan {
        values = Map.copyOf(values);
    }

    /** The review console's. */
    Map<String, String> consoleConfig() {
        Map<String, String> config = new HashMap<>(values);
        config.keySet().removeIf(key -> FOREIGN.stream().anyMatch(key::startsWith));
        config.put(ConsoleTable.STATE_DIR, data.consoleState().toString());
        config.put(ConsoleTable.USERS_FILE, data.consoleUsers().toString());
        config.put(ConsoleTable.HOST, "127.0.0.1");
        config.put(ConsoleTable.PORT, Integer.toString(consolePort));
        config.putAll(clientConfig());
        return config;
    }

    /** What a client of this stack needs. */
    Map<String, String> clientConfig() {
        return Map.of(
                ClusterOptions.BROKERS, Broker.bootstrapServers(brokerPort),
                ClusterOptions.REGISTRY, Registry.url(registryPort));
    }

    /** The processor's. */
    Map<String, String> processorConfig() {
        Map<String, String> config = new HashMap<>(llm.apply(values, llmPort));
        config.keySet().removeIf(key -> FOREIGN.stream().anyMatch(key::startsWith));
        config.putIfAbsent(ConfigTable.SHUTDOWN_GRACE_MS, GRACE_MILLIS);
        config.putIfAbsent(ConfigTable.PROGRESS_ENABLED, "true"); // so that the console has something to show
        config.put(ConfigTable.STATE_DIR, data.processorState().toString());
        config.put(ConfigTable.HTTP_HOST, "127.0.0.1");
        config.put(ConfigTable.HTTP_PORT, Integer.toString(httpPort));
        config.putAll(clientConfig());
        return config;
    }
}
