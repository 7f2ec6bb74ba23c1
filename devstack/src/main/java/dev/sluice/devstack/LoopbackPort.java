package dev.sluice.devstack;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP port on loopback for a server that is to be started, and perhaps again after a while. Until this is closed no
 * other user of this class is given the same one, in this process or another. Thread-safe.
 *
 * <p>The system's own free ports ({@code bind(0)}) lie in the range it also hands to outgoing connections, so while a
 * server is down for a restart a client that tries to reconnect can be given the very port and even connect to itself.
 * The ports here lie below that range (Linux 32768, macOS and IANA 49152).
 *
 * <p>A server takes seconds to listen, and nobody can hold its port open for it. So what is held is the UDP port of the same
 * number, which is in no server's way.
 */
public final class LoopbackPort implements AutoCloseable {

    static final String HOST = "127.0.0.1";

    private static final int LOWEST = 15_000;
    private static final int ABOVE_HIGHEST = 32_000;
    private static final int ATTEMPTS = 100;
    private static final Duration MOMENT = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final int number;
    private final Optional<DatagramSocket> claim;

    private LoopbackPort(int number, Optional<DatagramSocket> claim) {
        this.number = number;
        this.claim = claim;
    }

    /**
     * One that nobody listens on now.
     *
     * @throws ServerStartException if none is found
     */
    public static LoopbackPort free() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int number = ThreadLocalRandom.current().nextInt(LOWEST, ABOVE_HIGHEST);
            Optional<DatagramSocket> claim = claim(number);
            if (claim.isPresent()) {
                if (isFree(number)) {
                    return new LoopbackPort(number, claim);
                }
                claim.get().close();
            }
        }
        throw new ServerStartException("None of " + ATTEMPTS + " ports tried between " + LOWEST + " and "
                + ABOVE_HIGHEST + " is free on " + HOST + ": free some, or name a port.");
    }

    /** The one of that number, whoever has it, or a free one for 0. */
    static LoopbackPort of(int number) {
        return number == 0 ? free() : new LoopbackPort(number, Optional.empty());
    }

    /** Its number. */
    public int number() {
        return number;
    }

    /** Lets others be given it. */
    @Override
    public void close() {
        claim.ifPresent(DatagramSocket::close);
    }

    /** Refuses a port that somebody else listens on, lest their answer be taken for that of the server to be started. */
    void requireFree(String server) {
        // A process that is just being started has all sockets of its parent for a moment, that of a look at a port
        // among them.
        long deadline = System.nanoTime() + MOMENT.toNanos();
        while (!isFree(number)) {
            if (System.nanoTime() > deadline) {
                throw new ServerStartException("The " + server + " cannot listen on " + HOST + ":" + number
                        + ": the port is in use. Stop what uses it, or name another port.");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static Optional<DatagramSocket> claim(int number) {
        try {
            return Optional.of(new DatagramSocket(new InetSocketAddress(address(), number)));
        } catch (SocketException | UnknownHostException inUse) {
            return Optional.empty();
        }
    }

    private static boolean isFree(int number) {
        try (var socket = new ServerSocket(number, 1, address())) {
            return socket.isBound();
        } catch (IOException inUse) {
            return false;
        }
    }

    private static InetAddress address() throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }
}
