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

/** A real Redis server on a free loopback port, which keeps nothing on disk. For one thread. */
public final class RedisServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RedisServer.class);
    private static final Duration SOON = Duration.ofSeconds(20);

    private final int port = LoopbackPort.free();
    private final List<String> command;
    private Process process;

    private RedisServer(List<String> arguments) {
        command = new ArrayList<>(List.of(
                "redis-server",
                "--port",
                String.valueOf(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no"));
        command.addAll(arguments);
        try {
            process = started();
        } catch (IOException missing) {
            throw new TestAbortedException(
                    "redis-server is not on this machine: install it (on Debian: apt-get install redis-server)",
                    missing);
        }
        log.info("Redis: this machine's redis-server, port {}", port);
        awaitAnswer();
    }

    /** Starts one, with more of its own arguments. */
    public static RedisServer start(String... arguments) {
        return new RedisServer(List.of(arguments));
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /** Ends it as a crash would: what it had is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Starts it again, empty. */
    public void restart() {
        try {
            process = started();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitAnswer();
    }

    /** Has it answer nothing, with its connections open. */
    public void freeze() {
        signal("-STOP");
    }

    public void thaw() {
        signal("-CONT");
    }

    @Override
    public void close() {
        kill();
    }

    private Process started() throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
    }

    private void signal(String signal) {
        try {
            int code = new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill " + signal + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An error is an answer too: one that asks for a password, say. */
    private void awaitAnswer() {
        await().atMost(SOON).pollInterval(Duration.ofMillis(10)).until(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
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
