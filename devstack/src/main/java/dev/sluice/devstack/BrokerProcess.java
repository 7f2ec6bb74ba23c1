package dev.sluice.devstack;

import dev.sluice.devstack.ChildProcess.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A broker in a JVM of its own that ends with this one. */
final class BrokerProcess implements BrokerServer {

    private static final String NAME = "broker";

    private static final String DATA = "data";

    private final BrokerSettings settings;
    private final LoopbackPort port;
    private final LoopbackPort controllerPort = LoopbackPort.free();
    private final Probe answers;
    private @Nullable ChildProcess process;

    /** @param answers whether it serves clients */
    BrokerProcess(BrokerSettings settings, LoopbackPort port, Probe answers) {
        this.settings = settings;
        this.port = port;
        this.answers = answers;
    }

    @Override
    public void start() {
        port.requireFree(NAME);
        if (hasCrashed()) {
            noteCrash();
        }
        // Only then is it asked: an admin client warns in its user's log until somebody listens.
        ChildProcess started = run(properties());
        started.awaitReady(START_LIMIT, () -> started.hasLogged(STARTED) && answers.answers());
        process = started;
    }

    @Override
    public void stop() {
        if (process != null) {
            process.stop();
        }
    }

    @Override
    public void kill() {
        if (process != null) {
            process.kill();
        }
    }

    @Override
    public void close() {
        stop();
        controllerPort.close();
    }

    private boolean hasCrashed() {
        Path data = settings.dataDir().resolve(DATA);
        return Files.exists(data.resolve("meta.properties")) && !Files.exists(data.resolve(".kafka_cleanshutdown"));
    }

    private void noteCrash() {
        Properties properties = properties();
        properties.put("process.roles", "controller");
        properties.put("listeners", "CONTROLLER://" + LoopbackPort.HOST + ":" + controllerPort.number());
        properties.remove("advertised.listeners");
        properties.putAll(SHORT_SESSIONS);
        ChildProcess controller = run(properties);
        controller.awaitReady(START_LIMIT, () -> controller.hasLogged(STARTED));
        long noSession = System.nanoTime() + NO_SESSION.toNanos();
        controller.awaitReady(START_LIMIT, () -> controller.hasLogged(FENCED) || System.nanoTime() > noSession);
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
                        "-XX:TieredStopAtLevel=" + (settings.isForLoad() ? 4 : 1),
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

    private Properties properties() {
        String listener = "PLAINTEXT://" + Broker.bootstrapServers(port.number());
        String controller = LoopbackPort.HOST + ":" + controllerPort.number();
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "controller.quorum.voters",
                "1@" + controller,
                "listeners",
                listener + ",CONTROLLER://" + controller,
                "advertised.listeners",
                listener,
                "log.dirs",
                settings.dataDir().resolve(DATA).toString()));
        properties.putAll(BrokerServer.properties(settings));
        return properties;
    }
}
