package dev.sluice.devstack;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A real single-node Kafka broker (KRaft) on loopback, in a JVM of its own that ends with this one.
 *
 * <p>Topics are not created by themselves, everything has one replica, and records of up to 16 MiB fit. Its log is
 * {@code broker.log} in its data directory. Thread-safe.
 *
 * <p>Where the system property {@link #IMAGE} names Kafka's official image, it is a container of that instead, by
 * Testcontainers, which must then be on the class path; its data and its log are in the container.
 */
public final class Broker implements AutoCloseable {

    /**
     * Name of a system property: the image of brokers; without a value, they are child processes. So are those with listeners of
     * their own in any case, which name ports and files of this machine.
     */
    public static final String IMAGE = "sluice.devstack.broker.image";

    private static final int REQUEST_LIMIT_MILLIS = 15_000;

    private final LoopbackPort port;
    private final BrokerServer server;

    private Broker(BrokerSettings settings, LoopbackPort port) {
        this.port = port;
        String image = System.getProperty(IMAGE, "");
        this.server = image.isEmpty() || settings.properties().containsKey("listeners")
                ? new BrokerProcess(settings, port, this::answers)
                : new BrokerContainer(image, settings, port.number(), this::answers);
        server.start();
    }

    /** Starts one on a free port with its data in {@code dataDir}, and returns when it answers. */
    public static Broker start(Path dataDir) {
        return start(BrokerSettings.in(dataDir));
    }

    /** Starts one on {@code port} with its data in {@code dataDir}, and returns when it answers. */
    public static Broker start(Path dataDir, int port) {
        return start(BrokerSettings.in(dataDir).withPort(port));
    }

    /**
     * Starts one and returns when it answers.
     *
     * @throws ServerStartException when it ends or does not answer within two minutes; the message quotes its log
     */
    public static Broker start(BrokerSettings settings) {
        return new Broker(settings, LoopbackPort.of(settings.port()));
    }

    /** What clients put into {@code bootstrap.servers}; the same over a restart. */
    public String bootstrapServers() {
        return bootstrapServers(port.number());
    }

    /** The same for a broker that is to be started on {@code port}. */
    public static String bootstrapServers(int port) {
        return LoopbackPort.HOST + ":" + port;
    }

    /** Stops it in order; its data stay. Does nothing when it is not running. */
    public synchronized void stop() {
        server.stop();
    }

    /**
     * Ends it as a crash would (SIGKILL); its data stay as they are on disk. The next start takes some seconds longer,
     * see {@link BrokerServer#FENCED}.
     */
    public synchronized void kill() {
        server.kill();
    }

    /** Stops it when it is running and starts it on the same port and data. */
    public synchronized void restart() {
        server.stop();
        server.start();
    }

    @Override
    public synchronized void close() {
        server.close();
        port.close();
    }

    private boolean answers() throws InterruptedException {
        Map<String, Object> adminSettings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                REQUEST_LIMIT_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                REQUEST_LIMIT_MILLIS);
        try (Admin admin = Admin.create(adminSettings)) {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException notYet) {
            return false;
        }
    }
}
