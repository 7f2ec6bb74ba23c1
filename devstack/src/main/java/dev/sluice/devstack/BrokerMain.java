package dev.sluice.devstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** Runs in the broker's process: formats the storage on first use, then starts Kafka. One JVM start instead of two. */
final class BrokerMain {

    private BrokerMain() {}

    /** Argument: the path of {@code server.properties}, with a single folder in {@code log.dirs}. */
    public static void main(String[] args) throws IOException {
        Path settings = Path.of(args[0]);
        if (!isFormatted(settings)) {
            String clusterId = Uuid.randomUuid().toString();
            int exitCode = StorageTool.execute(
                    new String[] {"format", "-t", clusterId, "-c", settings.toString()}, System.out);
            if (exitCode != 0) {
                System.exit(exitCode);
            }
        }
        Kafka.main(args);
    }

    private static boolean isFormatted(Path settings) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(settings)) {
            properties.load(reader);
        }
        return Files.exists(Path.of(properties.getProperty("log.dirs"), "meta.properties"));
    }
}
