package dev.sluice.acceptance.secured;

import dev.sluice.quickstart.Sluice;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The launcher in a JVM of its own, with a file of configuration. */
final class Launcher {
    /**
     * How a command ended.
     *
     * @param text what it printed, errors included
     */
    record Outcome(int exitCode, String text) {}

    private final Path folder;
    private final Path config;

    private Launcher(Path folder, Path config) {
        this.folder = folder;
        this.config = config;
    }

    static Launcher with(Path folder, Map<String, String> settings) throws IOException {
        Path config = Files.createTempFile(folder, "client-", ".properties");
        Properties properties = new Properties();
        properties.putAll(settings);
        try (var writer = Files.newBufferedWriter(config, StandardCharsets.UTF_8)) {
            properties.store(writer, null);
        }
        return new Launcher(folder, config);
    }

    /** Runs a command to its end. */
    Outcome run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Sluice.class.getName()));
        command.addAll(List.of(arguments));
        command.add("--config=" + config);
        File output = Files.createTempFile(folder, "output-", ".txt").toFile();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        int exitCode = process.waitFor();
        return new Outcome(exitCode, Files.readString(output.toPath()));
    }
}
