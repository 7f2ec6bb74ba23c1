package dev.sluice.processor;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An instance in a JVM of its own, to be killed. */
final class ProcessorProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(1);

    private final Process process;
    private final Path log;

    private ProcessorProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts an instance.
     *
     * @param folder its temporary folder
     * @param log where its output goes; appended
     */
    static ProcessorProcess start(Map<String, String> config, Path folder, Path log) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                // RocksDB unpacks its library there, and a killed process does not delete it.
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path")));
        command.add(ProcessorMain.class.getName());
        config.forEach((key, value) -> command.add(key + "=" + value));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new ProcessorProcess(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it works on its partitions. */
    ProcessorProcess awaitRunning() {
        int before = countInLog("State: RUNNING");
        await().atMost(START).pollInterval(Duration.ofMillis(20)).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the instance ended:\n" + readLog());
            }
            return countInLog("State: RUNNING") > before;
        });
        return this;
    }

    /** SIGKILL: no hook runs, nothing is flushed. */
    void kill() {
        process.toHandle().destroyForcibly();
        awaitExit();
    }

    /** SIGTERM: it drains. */
    void terminate() {
        process.toHandle().destroy();
        awaitExit();
    }

    String readLog() {
        try {
            return Files.exists(log) ? Files.readString(log, StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }

    private void awaitExit() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the instance did not end:\n" + readLog());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private int countInLog(String text) {
        return readLog().split(text, -1).length - 1;
    }
}
