package dev.sluice.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The launcher in a JVM of its own, its output in files; ended with everything it started when closed. */
final class LauncherProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    /** Of the launchers of these tests: those of another fork may end at the same time. */
    private static final Path SHARED_CLASSES =
            Path.of("target", "launcher-" + ProcessHandle.current().pid() + ".jsa");

    private final Process process;
    private final Path out;
    private final Path err;

    private LauncherProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts it with its working directory and temporary files in {@code folder}, and nothing else in its environment. */
    static LauncherProcess start(Path folder, Map<String, String> environment, String... arguments) {
        try {
            Path home = Files.createTempDirectory(folder, "run-");
            List<String> classPath = classPath();
            List<String> command = new ArrayList<>();
            if (System.getProperty("os.name").equals("Linux")) {
                // Where the tests themselves run in the background of a script, Ctrl-C is ignored, and children inherit
                // that.
                command.addAll(List.of("env", "--default-signal=INT"));
            }
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Djava.io.tmpdir=" + folder,
                    "-Dsluice.devstack.servers="
                            + Path.of("../devstack/target/servers")
                                    .toAbsolutePath()
                                    .normalize(),
                    "-cp",
                    String.join(File.pathSeparator, classPath)));
            if (classPath.stream().allMatch(entry -> entry.endsWith(".jar"))) {
                // The first that ends leaves its loaded classes to the next ones, and none says so in its output.
                command.addAll(List.of(
                        "-XX:+AutoCreateSharedArchive",
                        "-XX:SharedArchiveFile=" + SHARED_CLASSES.toAbsolutePath(),
                        "-Xlog:disable"));
            }
            command.add(Sluice.class.getName());
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(home.resolve("out").toFile())
                    .redirectError(home.resolve("err").toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            builder.environment().put("PATH", System.getenv("PATH"));
            return new LauncherProcess(builder.start(), home.resolve("out"), home.resolve("err"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the tests themselves: no JVM shares the loaded classes of a class path that has a folder in it. */
    private static List<String> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.endsWith("test-classes"))
                .toList();
    }

    /** Waits for its end and returns the exit code. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("Still running after " + LIMIT + ":\n" + out() + err());
        }
        return process.exitValue();
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The processes that it has started and that still run. */
    List<ProcessHandle> children() {
        return process.descendants().filter(ProcessHandle::isAlive).toList();
    }

    /** Sends a signal, such as {@code INT}, to it alone. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        Stream.concat(process.descendants().toList().stream(), Stream.of(process.toHandle()))
                .forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
