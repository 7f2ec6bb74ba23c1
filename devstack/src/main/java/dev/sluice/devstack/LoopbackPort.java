package dev.sluice.devstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Finds a free TCP port on loopback that outgoing connections do not take.
 *
 * <p>The system's own free ports ({@code bind(0)}) lie in the range it also hands to outgoing connections, so while a
 * server is down for a restart a client that tries to reconnect can be given the very port and even connect to itself.
 * The ports here lie below that range (Linux 32768, macOS and IANA 49152).
 */
public final class LoopbackPort {

    static final String HOST = "127.0.0.1";

    private static final int LOWEST = 15_000;
    private static final int ABOVE_HIGHEST = 32_000;
    private static final int ATTEMPTS = 100;
    private static final Duration MOMENT = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private LoopbackPort() {}

    /** One that nobody listens on now; somebody else may take it before the caller does. */
    public static int free() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, ABOVE_HIGHEST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new ServerStartException("None of " + ATTEMPTS + " ports tried between " + LOWEST + " and "
                + ABOVE_HIGHEST + " is free on " + HOST + ": free some, or name a port.");
    }

    /** {@code port}, or a free one for 0. */
    static int freeOr(int port) {
        return port == 0 ? free() : port;
    }

    /** Refuses a port that somebody else listens on, lest their answer be taken for that of the server to be started. */
    static void requireFree(int port, String server) {
        // A process that is just being started has all sockets of its parent for a moment, that of a look at a port
        // among them.
        long deadline = System.nanoTime() + MOMENT.toNanos();
        while (!isFree(port)) {
            if (System.nanoTime() > deadline) {
                throw new ServerStartException("The " + server + " cannot listen on " + HOST + ":" + port
                        + ": the port is in use. Stop what uses it, or name another port.");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, address())) {
            return socket.isBound();
        } catch (IOException inUse) {
            return false;
        }
    }

    private static InetAddress address() throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }
}
