package dev.sluice.devstack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server's JVM: started with its output in a log file, awaited, ended. Not thread-safe. */
final class ChildProcess {

    private static final Duration STOP_GRACE = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final int QUOTED_LINES = 20;

    /** Left out of a quote: the messages of the exceptions say what is wrong, the file has the rest. */
    private static final String STACK_FRAME = "\tat ";

    private final String name;
    private final Path log;
    private final long logStart;
    private final Process process;

    private ChildProcess(String name, Path log, long logStart, Process process) {
        this.name = name;
        this.log = log;
        this.logStart = logStart;
        this.process = process;
    }

    /**
     * Starts {@code arguments}, a main class and what it is given, behind {@link ChildMain} on this JVM's own {@code
     * java}. Its working directory is {@code directory}; its output goes to {@code NAME.log} therein, after what an
     * earlier one left.
     */
    static ChildProcess start(
            String name, Path directory, List<String> jvmArguments, List<Path> classPath, List<String> arguments) {
        List<String> command = new ArrayList<>();
        // Ctrl-C reaches every process of the terminal's group. The servers must outlive it, as whoever started them
        // drains first. A signal that is ignored here stays so over exec, and the JVM respects that.
        command.addAll(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        // It unpacks libraries and caches there, and leaves them when it is killed.
        command.add("-Djava.io.tmpdir=" + directory.toAbsolutePath());
        command.add("-cp");
        command.add(classPath.stream().map(Path::toString).collect(joining(File.pathSeparator)));
        command.add(ChildMain.class.getName());
        command.addAll(arguments);
        try {
            Files.createDirectories(directory);
            Path log = directory.resolve(name + ".log");
            long logStart = Files.exists(log) ? Files.size(log) : 0;
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .start();
            return new ChildProcess(name, log, logStart, process);
        } catch (IOException e) {
            throw new ServerStartException("The " + name + " could not be started in " + directory + ": " + e, e);
        }
    }

    /** Returns when {@code answers} first returns true; ends the process and throws when that does not happen. */
    void awaitReady(Duration limit, Probe answers) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (!answers.answers()) {
                if (process.waitFor(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw failed("its process ended with exit code " + process.exitValue());
                }
                if (System.nanoTime() > deadline) {
                    throw failed("it did not answer within " + limit.toSeconds() + " s");
                }
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new ServerStartException("The " + name + " was interrupted while starting.", e);
        } catch (RuntimeException e) {
            kill();
            throw e;
        }
    }

    /** Ends it in order (SIGTERM), or by force when that takes too long. Does nothing when it has ended. */
    void stop() {
        // Process.destroy() would close its pipes too, and with them tell the child that its parent is gone.
        process.toHandle().destroy();
        if (!awaitEnd(STOP_GRACE)) {
            kill();
        }
        closeInput();
    }

    /** Ends it as a crash would (SIGKILL) and returns when it is gone. */
    void kill() {
        process.toHandle().destroyForcibly();
        awaitEnd(STOP_GRACE);
        closeInput();
    }

    long pid() {
        return process.pid();
    }

    private boolean awaitEnd(Duration limit) {
        boolean interrupted = Thread.interrupted();
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (true) {
                try {
                    return process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it has written {@code text} into its log since it was started. */
    boolean hasLogged(String text) {
        return output().contains(text);
    }

    /** What to throw when it has not become ready, with the end of its log. */
    ServerStartException failed(String reason) {
        List<String> lines =
                output().lines().filter(line -> !line.startsWith(STACK_FRAME)).toList();
        return new ServerStartException("The " + name + " did not start: " + reason + ". The end of its log " + log
                + ":\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - QUOTED_LINES), lines.size())));
    }

    private String output() {
        try (var input = Files.newInputStream(log)) {
            input.skipNBytes(logStart);
            return new String(input.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a server answers in its own protocol. */
    @FunctionalInterface
    interface Probe {
        boolean answers() throws InterruptedException;
    }
}
