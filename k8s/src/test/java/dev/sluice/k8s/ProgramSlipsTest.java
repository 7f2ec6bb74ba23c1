package dev.sluice.k8s;

import static dev.sluice.k8s.Slips.CONSOLE;
import static dev.sluice.k8s.Slips.CONTAINER;
import static dev.sluice.k8s.Slips.POD;
import static dev.sluice.k8s.Slips.PROCESSOR;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Slips in what the programs need of their pods are found. */
final class ProgramSlipsTest {
    private static final String COMMON_KEYS = "ConfigMap sluice";
    private static final String PROCESSOR_KEYS = "ConfigMap sluice-processor";
    private static final String CONSOLE_KEYS = "ConfigMap sluice-console";

    @TestFactory
    Stream<DynamicTest> ofEnvironment() {
        return new Slips(new EnvironmentCheck())
                .set("a key of neither", PROCESSOR_KEYS, "/data/SLUICE_STATE_DIRECTORY", "1", "state.directory")
                .set("a key mistyped", CONSOLE_KEYS, "/data/SLUICE_CONSOLE_PROT", "1", "console.prot")
                .set("a key of the other's", CONSOLE_KEYS, "/data/SLUICE_STREAM_THREADS", "1", "stream.threads")
                .set("a key that commands refuse", COMMON_KEYS, "/data/SLUICE_REGISTRY_URL", "1", "registry.url")
                .set(
                        "a key that Kafka has not",
                        PROCESSOR_KEYS,
                        "/data/SLUICE_KAFKA_SESSION_TIMEOUT",
                        "1",
                        "session.timeout")
                .set("a value out of its range", PROCESSOR_KEYS, "/data/SLUICE_HTTP_PORT", "80800", "http.port")
                .set(
                        "a login in a ConfigMap",
                        COMMON_KEYS,
                        "/data/SLUICE_KAFKA_SASL_JAAS_CONFIG",
                        "password=\"guess\"",
                        "is a secret")
                .set("the models' key in a ConfigMap", PROCESSOR_KEYS, "/data/OPENAI_API_KEY", "sk-1", "is a secret")
                .set(
                        "the session's key in a ConfigMap",
                        CONSOLE_KEYS,
                        "/data/SLUICE_CONSOLE_SESSION_KEY",
                        "k",
                        "is a secret")
                .set("a Secret in a file", COMMON_KEYS, "/kind", "Secret", "a secret in a file")
                .set(
                        "a ConfigMap of another name",
                        PROCESSOR,
                        CONTAINER + "/envFrom/1/configMapRef/name",
                        "processor",
                        "no ConfigMap processor")
                .removed("variables of Services", PROCESSOR, POD + "/enableServiceLinks", "enableServiceLinks")
                .found();
    }

    @TestFactory
    Stream<DynamicTest> ofPorts() {
        return new Slips(new PortsCheck())
                .set("another port configured", PROCESSOR_KEYS, "/data/SLUICE_HTTP_PORT", "8081", "8081")
                .set("another port of the container", CONSOLE, CONTAINER + "/ports/0/containerPort", 8080, "8090")
                .removed("the loopback address", CONSOLE_KEYS, "/data/SLUICE_CONSOLE_HOST", "127.0.0.1")
                .set("a probe's port", PROCESSOR, CONTAINER + "/readinessProbe/httpGet/port", 8081, "readinessProbe")
                .set("a Service's port", "Service sluice-console", "/spec/ports/0/targetPort", "web", "no port web")
                .set(
                        "a policy's port",
                        "NetworkPolicy sluice-from-prometheus",
                        "/spec/ingress/0/ports/0/port",
                        9090,
                        "no port 9090")
                .set(
                        "a monitor's port",
                        "PodMonitor sluice-processor",
                        "/spec/podMetricsEndpoints/0/port",
                        "metrics",
                        "no port metrics")
                .set(
                        "a proxy to no Service",
                        "Ingress sluice-console",
                        "/spec/rules/0/http/paths/0/backend/service/name",
                        "console",
                        "no such Service")
                .found();
    }

    @TestFactory
    Stream<DynamicTest> ofProbes() {
        return new Slips(new ProbesCheck())
                .set(
                        "restarts by a rebalance",
                        PROCESSOR,
                        CONTAINER + "/livenessProbe/httpGet/path",
                        "/readyz",
                        "livenessProbe")
                .removed("no question", CONSOLE, CONTAINER + "/readinessProbe", "asks nothing")
                .set(
                        "the other's path",
                        CONSOLE,
                        CONTAINER + "/startupProbe/httpGet/path",
                        "/healthz",
                        "does not answer")
                .set(
                        "a path that is not there",
                        PROCESSOR,
                        CONTAINER + "/startupProbe/httpGet/path",
                        "/up",
                        "does not answer /up")
                .set(
                        "metrics elsewhere",
                        "PodMonitor sluice-console",
                        "/spec/podMetricsEndpoints/0/path",
                        "/prometheus",
                        "/prometheus")
                .found();
    }

    @TestFactory
    Stream<DynamicTest> ofVolumes() {
        return new Slips(new VolumesCheck())
                .set(
                        "stores in the volume's root",
                        PROCESSOR_KEYS,
                        "/data/SLUICE_STATE_DIR",
                        "/var/lib/sluice",
                        "lost+found")
                .set(
                        "stores lost with the pod",
                        PROCESSOR_KEYS,
                        "/data/SLUICE_STATE_DIR",
                        "/tmp/state",
                        "not in a claim")
                .set("stores on the root", CONSOLE_KEYS, "/data/SLUICE_CONSOLE_STATE_DIR", "/data", "console.state.dir")
                .removed("accounts elsewhere", CONSOLE_KEYS, "/data/SLUICE_CONSOLE_USERS_FILE", "console.users.file")
                .set(
                        "accounts that stay as they were",
                        CONSOLE,
                        CONTAINER + "/volumeMounts/1/subPath",
                        "users",
                        "subPath")
                .removed("no place for native libraries", PROCESSOR, CONTAINER + "/volumeMounts/1", "java.io.tmpdir")
                .set("prices of nobody", PROCESSOR_KEYS, "/data/SLUICE_PRICES_FILE", "/etc/prices.yaml", "prices.file")
                .set("profiles of nobody", CONSOLE_KEYS, "/data/SLUICE_PROFILES_DIR", "/etc/profiles", "profiles.dir")
                .found();
    }

    @TestFactory
    Stream<DynamicTest> ofMemory() {
        String flags = CONTAINER + "/env/4/value";
        String memory = CONTAINER + "/resources/requests/memory";
        return new Slips(new MemoryCheck())
                .set(
                        "a heap that leaves no room",
                        PROCESSOR,
                        flags,
                        "-XX:MaxRAMPercentage=75 -XX:MaxDirectMemorySize=256m",
                        "may take")
                .set(
                        "buffers that leave no room",
                        PROCESSOR,
                        flags,
                        "-XX:MaxRAMPercentage=50 -XX:MaxDirectMemorySize=1g",
                        "may take")
                .set("the JVM's own bounds", PROCESSOR, flags, "-XX:MaxRAMPercentage=50", "must bound")
                .set("less asked for than taken", CONSOLE, memory, "1Gi", "request as much")
                .slip(
                        "a container that is too small",
                        good -> good.with("StatefulSet", "sluice-processor", processor -> {
                            Nodes.object(processor, CONTAINER + "/resources/limits")
                                    .put("memory", "2Gi");
                            Nodes.object(processor, CONTAINER + "/resources/requests")
                                    .put("memory", "2Gi");
                        }),
                        "may take")
                .found();
    }

    @TestFactory
    Stream<DynamicTest> ofShutdown() {
        return new Slips(new ShutdownCheck())
                .set(
                        "killed while it drains",
                        PROCESSOR,
                        POD + "/terminationGracePeriodSeconds",
                        150,
                        "stopping may take")
                .removed("Kubernetes' thirty seconds", CONSOLE, POD + "/terminationGracePeriodSeconds", "is 30")
                .set("calls cut off", PROCESSOR_KEYS, "/data/SLUICE_SHUTDOWN_GRACE_MS", "30000", "paid for twice")
                .set("longer calls", PROCESSOR_KEYS, "/data/SLUICE_LLM_CALL_TIMEOUT_MS", "180000", "paid for twice")
                .removed("no place in the group", PROCESSOR, CONTAINER + "/env/0", "group.instance.id")
                .removed(
                        "dead by a restart",
                        PROCESSOR_KEYS,
                        "/data/SLUICE_KAFKA_SESSION_TIMEOUT_MS",
                        "session.timeout.ms")
                .found();
    }
}
