package dev.sluice.devstack;

import com.github.dockerjava.api.DockerClient;
import dev.sluice.devstack.ChildProcess.Probe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.opentest4j.TestAbortedException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A broker in a container of the official image, by Testcontainers. Where no Docker engine answers, the test that wants
 * one is skipped, and says why.
 */
final class BrokerContainer implements BrokerServer {

    private static final String DATA = "/var/lib/kafka/data";
    /** What Testcontainers has the container run; it writes the file when it knows the port. */
    private static final String STARTER = "/tmp/testcontainers_start.sh";

    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final KafkaContainer container;
    private final Probe answers;
    private boolean crashed;

    /** @param answers whether it serves clients */
    BrokerContainer(String image, BrokerSettings settings, int port, Probe answers) {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new TestAbortedException("Skipped: no Docker engine answers, and brokers are to be containers of "
                    + image + ". Start Docker, or leave out -Pcontainers.");
        }
        this.answers = answers;
        this.container = new KafkaContainer(DockerImageName.parse(image));
        BrokerServer.properties(settings).forEach((name, value) -> container.withEnv(variable(name), value));
        container.withEnv(variable("log.dirs"), DATA);
        container.withEnv("KAFKA_HEAP_OPTS", "-Xmx" + settings.heapMegabytes() + "m");
        // The same port over a restart, which Docker would else give another.
        container.setPortBindings(List.of(Broker.bootstrapServers(port) + ":9092"));
    }

    @Override
    public void start() {
        if (container.getContainerId() == null) {
            container.start();
        } else {
            if (crashed) {
                noteCrash();
                crashed = false;
            }
            docker().startContainerCmd(container.getContainerId()).exec();
        }
        await("answer", this::isAnswering);
    }

    @Override
    public void stop() {
        if (isRunning()) {
            docker().stopContainerCmd(container.getContainerId()).exec();
        }
    }

    @Override
    public void kill() {
        docker().killContainerCmd(container.getContainerId()).exec();
        await("end", () -> !isRunning());
        crashed = true;
    }

    @Override
    public void close() {
        container.stop();
    }

    private void noteCrash() {
        byte[] starter = container.copyFileFromContainer(STARTER, input -> input.readAllBytes());
        List<String> controller = new ArrayList<>();
        controller.add("#!/bin/bash");
        controller.add("unset KAFKA_ADVERTISED_LISTENERS KAFKA_INTER_BROKER_LISTENER_NAME");
        controller.add("export KAFKA_PROCESS_ROLES=controller KAFKA_LISTENERS=CONTROLLER://0.0.0.0:9094");
        SHORT_SESSIONS.forEach((name, value) -> controller.add("export " + variable(name) + "=" + value));
        controller.add("/etc/kafka/docker/run");
        replaceStarter(String.join("\n", controller).getBytes(StandardCharsets.UTF_8));
        int before = container.getLogs().length();
        docker().startContainerCmd(container.getContainerId()).exec();
        await("start", () -> container.getLogs().indexOf(STARTED, before) >= 0);
        long noSession = System.nanoTime() + NO_SESSION.toNanos();
        await(
                "take note of the crash",
                () -> container.getLogs().indexOf(FENCED, before) >= 0 || System.nanoTime() > noSession);
        stop();
        replaceStarter(starter);
    }

    private void replaceStarter(byte[] script) {
        container.copyFileToContainer(Transferable.of(script, 0777), STARTER);
    }

    private boolean isAnswering() {
        try {
            return answers.answers();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerStartException("The broker was interrupted while starting.", e);
        }
    }

    private boolean isRunning() {
        return Boolean.TRUE.equals(docker().inspectContainerCmd(container.getContainerId())
                .exec()
                .getState()
                .getRunning());
    }

    private void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                String log = container.getLogs();
                container.stop();
                throw new ServerStartException("The broker's container did not " + what + " within "
                        + START_LIMIT.toSeconds() + " s. Its log:\n" + log);
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    private static DockerClient docker() {
        return DockerClientFactory.instance().client();
    }

    /** How the image takes a broker's setting. */
    private static String variable(String property) {
        return "KAFKA_" + property.toUpperCase(Locale.ROOT).replace('.', '_');
    }
}
