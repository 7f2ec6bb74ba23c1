package dev.sluice.devstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A real single-node Kafka broker (KRaft) on loopback, in a JVM of its own that ends with this one.
 *
 * <p>Topics are not created by themselves, everything has one replica, and records of up to 16 MiB fit. Its log is
 * {@code broker.log} in its data directory. Thread-safe.
 */
public final class Broker implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final int REQUEST_LIMIT_MILLIS = 15_000;

    /** Only then is it asked: an admin client warns in its user's log until somebody listens. */
    private static final String STARTED = "Kafka Server started";

    private static final String NAME = "broker";

    private static final String DATA = "data";
    private static final String FENCED = "because its session has timed out";
    private static final long NO_SESSION = Duration.ofSeconds(15).toNanos();

    private final BrokerSettings settings;
    private final int port;
    private final int controllerPort;
    private ChildProcess process;

    private Broker(BrokerSettings settings, int port, int controllerPort) {
        this.settings = settings;
        this.port = port;
        this.controllerPort = controllerPort;
        this.process = launch();
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
        return new Broker(settings, LoopbackPort.freeOr(settings.port()), LoopbackPort.free());
    }

    /** What clients put into {@code bootstrap.servers}; the same over a restart. */
    public String bootstrapServers() {
        return bootstrapServers(port);
    }

    /** The same for a broker that is to be started on {@code port}. */
    public static String bootstrapServers(int port) {
        return LoopbackPort.HOST + ":" + port;
    }

    /** Stops it in order; its data stay. Does nothing when it is not running. */
    public synchronized void stop() {
        process.stop();
    }

    /**
     * Ends it as a crash would (SIGKILL); its data stay as they are on disk. The next start takes some seconds longer,
     * see {@link #noteCrash}.
     */
    public synchronized void kill() {
        process.kill();
    }

    /** Stops it when it is running and starts it on the same port and data. */
    public synchronized void restart() {
        process.stop();
        process = launch();
    }

    @Override
    public void close() {
        stop();
    }

    /** The process id, for tests that look for leftovers. */
    synchronized long pid() {
        return process.pid();
    }

    private ChildProcess launch() {
        LoopbackPort.requireFree(port, NAME);
        if (hasCrashed()) {
            noteCrash();
        }
        ChildProcess started = run(brokerProperties());
        started.awaitReady(START_LIMIT, () -> started.hasLogged(STARTED) && answers());
        return started;
    }

    private boolean hasCrashed() {
        Path data = settings.dataDir().resolve(DATA);
        return Files.exists(data.resolve("meta.properties")) && !Files.exists(data.resolve(".kafka_cleanshutdown"));
    }

    /**
     * Has the controller alone take note that the broker is gone, as the others of a cluster would before it is back.
     *
     * <p>Otherwise both come back together, the controller takes its own broker for alive at first and for gone when the
     * session ends. A transaction that is being committed in that moment finds no leader for its partitions, is taken for
     * committed without them, and hangs: nobody can read on behind it, and a consumer group never gets its offsets (Kafka
     * 4.3.1, {@code TransactionMarkerChannelManager}: "these partitions are likely deleted already").
     */
    private void noteCrash() {
        Properties properties = brokerProperties();
        properties.put("process.roles", "controller");
        properties.put("listeners", "CONTROLLER://" + LoopbackPort.HOST + ":" + controllerPort);
        properties.remove("advertised.listeners");
        properties.put("broker.session.timeout.ms", "1000");
        properties.put("broker.heartbeat.interval.ms", "500");
        ChildProcess controller = run(properties);
        // One that crashed before it was let in has no session that could end.
        controller.awaitReady(
                START_LIMIT,
                () -> controller.hasLogged(FENCED)
                        || (controller.hasLogged(STARTED) && System.nanoTime() - controller.startedAt() > NO_SESSION));
        controller.stop();
    }

    private ChildProcess run(Properties properties) {
        ServerFiles files = ServerFiles.locate();
        Path serverProperties = write(properties);
        return ChildProcess.start(
                NAME,
                settings.dataDir(),
                List.of(
                        "-Xmx" + settings.heapMegabytes() + "m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:+AutoCreateSharedArchive",
                        "-XX:SharedArchiveFile=" + files.sharedClasses(NAME),
                        "-Xlog:cds=off",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dlog4j2.configurationFile=classpath:dev/sluice/devstack/broker-log4j2.properties"),
                files.brokerClassPath(),
                List.of(BrokerMain.class.getName(), serverProperties.toString()));
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

    private Path write(Properties properties) {
        Path file = settings.dataDir().resolve("server.properties");
        try {
            Files.createDirectories(settings.dataDir());
            try (var writer = Files.newBufferedWriter(file)) {
                properties.store(writer, null);
            }
            return file;
        } catch (IOException e) {
            throw new ServerStartException("The broker's settings cannot be written to " + file + ": " + e, e);
        }
    }

    private Properties brokerProperties() {
        String listener = "PLAINTEXT://" + bootstrapServers();
        String controller = LoopbackPort.HOST + ":" + controllerPort;
        var properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("controller.quorum.voters", "1@" + controller);
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("listeners", listener + ",CONTROLLER://" + controller);
        properties.put("advertised.listeners", listener);
        properties.put("log.dirs", settings.dataDir().resolve(DATA).toString());
        properties.put("auto.create.topics.enable", "false");
        properties.put("group.initial.rebalance.delay.ms", "0");

        properties.put("default.replication.factor", "1");
        properties.put("min.insync.replicas", "1");
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");

        // Few and small: the first group and the first transaction wait until these topics are there.
        properties.put("offsets.topic.num.partitions", "4");
        properties.put("transaction.state.log.num.partitions", "4");
        properties.put("transaction.state.log.segment.bytes", "16777216");
        // The default of 128 MiB would be half the heap.
        properties.put("log.cleaner.dedupe.buffer.size", "8388608");

        properties.put("message.max.bytes", "17825792");
        properties.put("replica.fetch.max.bytes", "17825792");
        properties.putAll(settings.properties());
        return properties;
    }
}
