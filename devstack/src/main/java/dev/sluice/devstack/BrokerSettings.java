package dev.sluice.devstack;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What a {@link Broker} is started with.
 *
 * @param dataDir holds its data, settings and log; created when missing, continued with when not
 * @param port on loopback, 1 to 65535, or 0 for a free one
 * @param heapMegabytes the most heap it may take; at least 128. A broker with more than the default is taken to be under
 *     load.
 * @param properties broker settings that add to or replace those of {@link Broker}
 */
public record BrokerSettings(Path dataDir, int port, int heapMegabytes, Map<String, String> properties) {

    private static final int DEFAULT_HEAP_MEGABYTES = 256;
    private static final int LEAST_HEAP_MEGABYTES = 128;
    private static final int HIGHEST_PORT = 65_535;

    public BrokerSettings {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("port must be 0 (any free one) to " + HIGHEST_PORT + ", was " + port);
        }
        if (heapMegabytes < LEAST_HEAP_MEGABYTES) {
            throw new IllegalArgumentException(
                    "heapMegabytes must be at least " + LEAST_HEAP_MEGABYTES + ", was " + heapMegabytes);
        }
        dataDir = dataDir.toAbsolutePath();
        properties = Map.copyOf(properties);
    }

    /** A free port, a small heap, no other settings. */
    public static BrokerSettings in(Path dataDir) {
        return new BrokerSettings(dataDir, 0, DEFAULT_HEAP_MEGABYTES, Map.of());
    }

    /** Whether it is worth to be compiled for speed: else that takes a third of the processor time of a test's broker. */
    boolean isForLoad() {
        return heapMegabytes > DEFAULT_HEAP_MEGABYTES;
    }

    public BrokerSettings withPort(int newPort) {
        return new BrokerSettings(dataDir, newPort, heapMegabytes, properties);
    }

    public BrokerSettings withHeapMegabytes(int newHeapMegabytes) {
        return new BrokerSettings(dataDir, port, newHeapMegabytes, properties);
    }

    /** With one more broker setting, by the name it has in {@code server.properties}. */
    public BrokerSettings withProperty(String name, String value) {
        var added = new HashMap<>(properties);
        added.put(name, value);
        return new BrokerSettings(dataDir, port, heapMegabytes, added);
    }
}
