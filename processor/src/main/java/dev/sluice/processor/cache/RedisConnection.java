package dev.sluice.processor.cache;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The one connection to a Redis server, on which all threads' commands follow each other. It is set up when it is first
 * needed, and anew when it was lost and is needed again. Thread-safe.
 */
final class RedisConnection implements AutoCloseable {
    /** To connect and log in may take that long even where a command may not, with TLS above all. */
    private static final Duration LEAST_SET_UP = Duration.ofSeconds(2);
    /** Commands that may wait for their replies; more are refused, as the server does not keep up. */
    private static final int MOST_COMMANDS = 10_000;

    private static final Duration SHUTDOWN = Duration.ofSeconds(2);

    private final RedisClient client;
    private final RedisURI address;
    private CompletableFuture<StatefulRedisConnection<String, byte[]>> current;

    RedisConnection(RedisSettings settings) {
        this.address = settings.address();
        Duration setUp = settings.timeout().compareTo(LEAST_SET_UP) > 0 ? settings.timeout() : LEAST_SET_UP;
        address.setTimeout(setUp);
        this.client = RedisClient.create();
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MOST_COMMANDS)
                .socketOptions(SocketOptions.builder().connectTimeout(setUp).build())
                // Whoever waits for a reply knows for how long.
                .timeoutOptions(TimeoutOptions.create())
                .build());
        this.current = CompletableFuture.failedFuture(new IllegalStateException("not yet connected"));
    }

    /** The connection, once it is set up. */
    synchronized CompletableFuture<StatefulRedisConnection<String, byte[]>> open() {
        boolean usable = !current.isDone()
                || (!current.isCompletedExceptionally() && current.join().isOpen());
        if (!usable) {
            reset();
            current = client.connectAsync(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE), address)
                    .toCompletableFuture();
        }
        // A copy: who gives up waiting must not cancel the others' connection.
        return current.copy();
    }

    /** Gives up the connection; the next command is for a new one. */
    synchronized void reset() {
        // Nobody waits for its end.
        CompletableFuture<Void> unused = current.thenCompose(StatefulRedisConnection::closeAsync);
        current = CompletableFuture.failedFuture(new IllegalStateException("not connected"));
    }

    @Override
    public void close() {
        client.shutdown(0, SHUTDOWN.toMillis(), TimeUnit.MILLISECONDS);
    }
}
