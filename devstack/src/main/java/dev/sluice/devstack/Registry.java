package dev.sluice.devstack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A real schema registry (Apicurio) on loopback, in a JVM of its own that ends with this one.
 *
 * <p>It speaks Confluent's protocol, refuses schemas that are not backward compatible, and keeps its schemas in a file in
 * its work directory, beside its log {@code registry.log}. Thread-safe.
 */
public final class Registry implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(15);

    /**
     * Only then is it asked: a request that comes between the opening of its port and this sets up the database in place
     * of the start, which can then hang or miss that the database is broken.
     */
    private static final String STARTED = "Listening on: http://";

    private static final String NAME = "registry";
    private static final int HTTP_OK = 200;
    private static final int HTTP_SERVER_ERROR = 500;
    private static final int NO_ANSWER = 0;

    /** After server errors for so long its database is taken for broken: the registry may stay and answer so for ever. */
    private static final Duration LONGEST_ERRORS = Duration.ofSeconds(5);

    private final Path workDir;
    private final LoopbackPort port;
    private ChildProcess process;

    private Registry(Path workDir, LoopbackPort port) {
        this.workDir = workDir;
        this.port = port;
        this.process = launch();
    }

    /** Starts one on a free port with its schemas in {@code workDir}, and returns when it answers. */
    public static Registry start(Path workDir) {
        return start(workDir, 0);
    }

    /**
     * Starts one on {@code port}, or on a free one for 0, with its schemas in {@code workDir}, and returns when it answers.
     *
     * @throws ServerStartException when it ends or does not answer within two minutes; the message quotes its log
     */
    public static Registry start(Path workDir, int port) {
        return new Registry(workDir.toAbsolutePath(), LoopbackPort.of(port));
    }

    /** What clients put into {@code schema.registry.url}; the same over a restart. */
    public String url() {
        return url(port.number());
    }

    /** The same for a registry that is to be started on {@code port}. */
    public static String url(int port) {
        return "http://" + LoopbackPort.HOST + ":" + port + "/apis/ccompat/v7";
    }

    /** Stops it in order; its schemas stay. Does nothing when it is not running. */
    public synchronized void stop() {
        process.stop();
    }

    /** Ends it as a crash would (SIGKILL). */
    public synchronized void kill() {
        process.kill();
    }

    /** Stops it when it is running and starts it on the same port and schemas. */
    public synchronized void restart() {
        process.stop();
        process = launch();
    }

    @Override
    public void close() {
        stop();
        port.close();
    }

    /** The process id, for tests that look for leftovers. */
    synchronized long pid() {
        return process.pid();
    }

    private ChildProcess launch() {
        ServerFiles files = ServerFiles.locate();
        port.requireFree(NAME);
        ChildProcess started = ChildProcess.start(
                NAME,
                workDir,
                List.of(
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:+AutoCreateSharedArchive",
                        "-XX:SharedArchiveFile=" + files.sharedClasses(NAME),
                        "-Xlog:cds=off",
                        // As the manifest of its jar has them, which a JVM heeds for 'java -jar' alone.
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dquarkus.http.host=" + LoopbackPort.HOST,
                        "-Dquarkus.http.port=" + port.number(),
                        // Left alone it listens on port 9000 of every interface. 0 is any free port.
                        "-Dquarkus.management.host=" + LoopbackPort.HOST,
                        "-Dquarkus.management.port=0",
                        // Without the last part a crash loses what was registered in the half second before.
                        "-Dapicurio.datasource.url=jdbc:h2:file:" + workDir.resolve("schemas") + ";WRITE_DELAY=0",
                        "-Dapicurio.rules.global.compatibility=BACKWARD"),
                files.registryClassPath(),
                List.of("io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            AtomicLong firstError = new AtomicLong();
            started.awaitReady(START_LIMIT, () -> {
                int status = started.hasLogged(STARTED) ? status(client) : NO_ANSWER;
                if (status >= HTTP_SERVER_ERROR) {
                    long now = System.nanoTime();
                    firstError.compareAndSet(0, now);
                    if (now - firstError.get() > LONGEST_ERRORS.toNanos()) {
                        throw started.failed("it answers with status " + status);
                    }
                }
                return status == HTTP_OK;
            });
        }
        return started;
    }

    private int status(HttpClient client) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/subjects"))
                .timeout(REQUEST_LIMIT)
                .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException notYet) {
            return NO_ANSWER;
        }
    }
}
