package dev.sluice.processor.cache;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;

import dev.sluice.devstack.LoopbackPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Redis server on a free loopback port, which keeps nothing on disk: this machine's, or one in a container where it has none.
 * The log says which. For one thread.
 */
public final class RedisServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RedisServer.class);
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final String IMAGE = "redis:8-alpine";

    private final LoopbackPort port = LoopbackPort.free();
    private final boolean inContainer;
    private final List<String> command;
    private Process process;

    private RedisServer(List<String> arguments) {
        inContainer = !answers("redis-server", "--version");
        if (inContainer && !answers("docker", "version")) {
            throw new TestAbortedException("Skipped: this machine has no redis-server, and no Docker engine answers."
                    + " Install redis-server (on Debian: apt-get install redis-server), or start Docker.");
        }
        command = new ArrayList<>();
        if (inContainer) {
            command.addAll(List.of("docker", "run", "--rm", "--network=host", "--name=" + containerName(), IMAGE));
        }
        command.addAll(List.of(
                "redis-server",
                "--port",
                String.valueOf(port()),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no"));
        command.addAll(arguments);
        process = started();
        log.info("Redis: {}, port {}", inContainer ? "a container of " + IMAGE : "this machine's redis-server", port());
        awaitAnswer();
    }

    /** Starts one, with more of its own arguments. */
    public static RedisServer start(String... arguments) {
        return new RedisServer(List.of(arguments));
    }

    public String url() {
        return "redis://127.0.0.1:" + port();
    }

    public int port() {
        return port.number();
    }

    /** Ends it as a crash would: what it had is gone. */
    public void kill() {
        signal("KILL");
        awaitEnd();
    }

    /** Starts it again, empty. */
    public void restart() {
        process = started();
        awaitAnswer();
    }

    /** Has it answer nothing, with its connections open. */
    public void freeze() {
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
        port.close();
    }

    private Process started() {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signal(String signal) {
        boolean sent = inContainer
                ? answers("docker", "kill", "--signal=" + signal, containerName())
                : answers("kill", "-" + signal, String.valueOf(process.pid()));
        if (!sent) {
            throw new IllegalStateException("Redis could not be sent the signal " + signal);
        }
    }

    private String containerName() {
        return "sluice-redis-" + port();
    }

    /** Whether there is such a command, and it does what it was asked. */
    private static boolean answers(String... asked) {
        try {
            return new ProcessBuilder(asked)
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An error is an answer too: one that asks for a password, say. */
    private void awaitAnswer() {
        await().atMost(SOON).pollInterval(Duration.ofMillis(10)).until(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
                socket.getOutputStream().write("PING\r\n".getBytes(US_ASCII));
                return socket.getInputStream().read() > 0;
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("redis-server does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
