package dev.sluice.quickstart.connect;

import dev.sluice.processor.ProcessorConfig;
import java.util.HashMap;
import java.util.Map;

/** The configuration of commands that need the processor's, but connect to no cluster. */
public final class WithoutCluster {
    /** The configuration insists on these two. */
    private static final Map<String, String> UNUSED =
            Map.of("kafka.bootstrap.servers", "127.0.0.1:1", "schema.registry.url", "http://127.0.0.1:1");

    private WithoutCluster() {}

    /**
     * Reads the configuration, whether or not it names a cluster.
     *
     * @throws org.apache.kafka.common.config.ConfigException if something else is wrong with it
     */
    public static ProcessorConfig config(Map<String, String> values) {
        Map<String, String> complete = new HashMap<>(values);
        UNUSED.forEach(complete::putIfAbsent);
        return ProcessorConfig.of(complete);
    }
}
