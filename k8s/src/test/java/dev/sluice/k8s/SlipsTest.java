package dev.sluice.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every check finds the slip that it is there for. */
final class SlipsTest {
    private static final String POD = "/spec/template/spec";
    private static final String CONTAINER = POD + "/containers/0";
    private static final Rendering GOOD = Repository.files();

    /** @param told what the check must say */
    private record Slip(String what, Check check, UnaryOperator<Rendering> make, String told) {
        DynamicTest test() {
            return DynamicTest.dynamicTest(check.getClass().getSimpleName() + ": " + what, () -> {
                assertThat(check.problems(GOOD)).isEmpty();
                assertThat(check.problems(make.apply(GOOD)))
                        .anySatisfy(problem -> assertThat(problem).contains(told));
            });
        }
    }

    @TestFactory
    Stream<DynamicTest> areFound() {
        return Stream.of(
                        schema(),
                        references(),
                        environment(),
                        ports(),
                        probes(),
                        volumes(),
                        memory(),
                        shutdown(),
                        hardening(),
                        network(),
                        topics(),
                        access(),
                        scaling(),
                        alerts(),
                        modelServer())
                .flatMap(slips -> slips)
                .map(Slip::test);
    }

    private static Stream<Slip> schema() {
        Check check = new SchemaCheck();
        return Stream.of(
                slip(
                        check,
                        "a field that does not exist",
                        processor(each -> Nodes.object(each, POD).put("terminationGracePeriod", 240)),
                        "terminationGracePeriod"),
                slip(
                        check,
                        "a number in quotes",
                        processor(each -> Nodes.object(each, POD).put("terminationGracePeriodSeconds", "240")),
                        "terminationGracePeriodSeconds"),
                slip(
                        check,
                        "a field that is missing",
                        processor(each -> Nodes.object(each, "/spec").remove("selector")),
                        "selector"),
                slip(
                        check,
                        "a value that is none of those",
                        processor(each -> Nodes.object(each, "/spec").put("podManagementPolicy", "parallel")),
                        "podManagementPolicy"),
                slip(
                        check,
                        "an API that is gone",
                        edit("KafkaTopic", "documents.raw", each -> each.put("apiVersion", "kafka.strimzi.io/v1beta2")),
                        "v1beta2"),
                slip(
                        check,
                        "an ACL with one operation, as it was before",
                        edit(
                                "KafkaUser",
                                "sluice-scaler",
                                each -> Nodes.object(each, "/spec/authorization/acls/0")
                                        .put("operation", "Read")),
                        "operation"),
                slip(
                        check,
                        "a threshold that is no text",
                        edit(
                                "ScaledObject",
                                "sluice-processor",
                                each -> Nodes.object(each, "/spec/triggers/0/metadata")
                                        .put("lagThreshold", 500)),
                        "lagThreshold"),
                slip(
                        check,
                        "a monitor of the wrong field",
                        edit(
                                "PodMonitor",
                                "sluice-console",
                                each -> Nodes.object(each, "/spec/podMetricsEndpoints/0")
                                        .put("scrapeInterval", "15s")),
                        "scrapeInterval"),
                slip(
                        check,
                        "an alert that waits for a number",
                        edit(
                                "PrometheusRule",
                                "sluice",
                                each -> Nodes.object(each, "/spec/groups/0/rules/0")
                                        .put("for", 5)),
                        "for"));
    }

    private static Stream<Slip> references() {
        Check check = new ReferencesCheck();
        return Stream.of(
                slip(
                        check,
                        "a Service of nobody",
                        edit(
                                "Service",
                                "sluice-console",
                                each -> Nodes.object(each, "/spec/selector")
                                        .put("app.kubernetes.io/name", "sluice-consol")),
                        "selects no pod"),
                slip(
                        check,
                        "an account that is gone",
                        good -> good.without("ServiceAccount", "sluice-setup"),
                        "sluice-setup"),
                slip(
                        check,
                        "a mount of no volume",
                        processor(each -> Nodes.object(each, CONTAINER + "/volumeMounts/0")
                                .put("name", "sate")),
                        "no volume sate"),
                slip(
                        check,
                        "a claim that is gone",
                        good -> good.without("PersistentVolumeClaim", "sluice-llm-green"),
                        "sluice-llm-green"),
                slip(
                        check,
                        "an autoscaler of a Deployment",
                        edit(
                                "ScaledObject",
                                "sluice-processor",
                                each -> Nodes.object(each, "/spec/scaleTargetRef")
                                        .put("kind", "Deployment")),
                        "nothing of that name"),
                slip(
                        check,
                        "a secret that the operator would overwrite",
                        console(each -> Nodes.object(each, CONTAINER + "/env/0/valueFrom/secretKeyRef")
                                .put("name", "sluice-console")),
                        "the operator's"));
    }

    private static Stream<Slip> environment() {
        Check check = new EnvironmentCheck();
        return Stream.of(
                slip(
                        check,
                        "a key of the processor's that does not exist",
                        config("sluice-processor", "SLUICE_STATE_DIRECTORY"),
                        "state.directory"),
                slip(
                        check,
                        "a key of the console's that does not exist",
                        config("sluice-console", "SLUICE_CONSOLE_PROT"),
                        "console.prot"),
                slip(
                        check,
                        "a key that is only the processor's",
                        config("sluice-console", "SLUICE_STREAM_THREADS"),
                        "stream.threads"),
                slip(
                        check,
                        "a key of all that the commands refuse",
                        config("sluice", "SLUICE_REGISTRY_URL"),
                        "registry.url"),
                slip(
                        check,
                        "a key that Kafka does not know",
                        config("sluice-processor", "SLUICE_KAFKA_SESSION_TIMEOUT"),
                        "session.timeout"),
                slip(
                        check,
                        "a value out of its range",
                        edit(
                                "ConfigMap",
                                "sluice-processor",
                                each -> Nodes.object(each, "/data").put("SLUICE_HTTP_PORT", "80800")),
                        "http.port"),
                slip(
                        check,
                        "a secret in a ConfigMap",
                        edit(
                                "ConfigMap",
                                "sluice",
                                each -> Nodes.object(each, "/data")
                                        .put("SLUICE_KAFKA_SASL_JAAS_CONFIG", "password=\"guess\"")),
                        "is a secret"),
                slip(
                        check,
                        "a key to the models in the manifest",
                        processor(each -> {
                            ObjectNode variable = Nodes.object(each, CONTAINER + "/env/1");
                            variable.remove("valueFrom");
                            variable.put("value", "sk-1");
                        }),
                        "SLUICE_LLM_API_KEY is a secret"),
                slip(
                        check,
                        "a Secret in a file",
                        edit("ConfigMap", "sluice", each -> each.put("kind", "Secret")),
                        "a secret in a file"),
                slip(
                        check,
                        "variables of Services",
                        processor(each -> Nodes.object(each, POD).remove("enableServiceLinks")),
                        "enableServiceLinks"));
    }

    private static Stream<Slip> ports() {
        Check check = new PortsCheck();
        return Stream.of(
                slip(
                        check,
                        "another port in the configuration",
                        edit(
                                "ConfigMap",
                                "sluice-processor",
                                each -> Nodes.object(each, "/data").put("SLUICE_HTTP_PORT", "8081")),
                        "8081"),
                slip(
                        check,
                        "the loopback address",
                        edit(
                                "ConfigMap",
                                "sluice-console",
                                each -> Nodes.object(each, "/data").remove("SLUICE_CONSOLE_HOST")),
                        "127.0.0.1"),
                slip(
                        check,
                        "a probe at another port",
                        processor(each -> Nodes.object(each, CONTAINER + "/readinessProbe/httpGet")
                                .put("port", 8081)),
                        "readinessProbe"),
                slip(
                        check,
                        "a Service of another port",
                        edit(
                                "Service",
                                "sluice-console",
                                each -> Nodes.object(each, "/spec/ports/0").put("targetPort", "web")),
                        "no port web"),
                slip(
                        check,
                        "a policy for another port",
                        edit(
                                "NetworkPolicy",
                                "sluice-from-prometheus",
                                each -> Nodes.object(each, "/spec/ingress/0/ports/0")
                                        .put("port", 9090)),
                        "no port 9090"),
                slip(
                        check,
                        "a monitor of another port",
                        edit(
                                "PodMonitor",
                                "sluice-processor",
                                each -> Nodes.object(each, "/spec/podMetricsEndpoints/0")
                                        .put("port", "metrics")),
                        "no port metrics"),
                slip(
                        check,
                        "a proxy to no Service",
                        edit(
                                "Ingress",
                                "sluice-console",
                                each -> Nodes.object(each, "/spec/rules/0/http/paths/0/backend/service")
                                        .put("name", "console")),
                        "no such Service"));
    }

    private static Stream<Slip> probes() {
        Check check = new ProbesCheck();
        return Stream.of(
                slip(
                        check,
                        "restarts while it rebalances",
                        processor(each -> Nodes.object(each, CONTAINER + "/livenessProbe/httpGet")
                                .put("path", "/readyz")),
                        "livenessProbe"),
                slip(
                        check,
                        "no question",
                        console(each -> Nodes.object(each, CONTAINER).remove("readinessProbe")),
                        "asks nothing"),
                slip(
                        check,
                        "the processor's path at the console",
                        console(each -> Nodes.object(each, CONTAINER + "/startupProbe/httpGet")
                                .put("path", "/healthz")),
                        "does not answer /healthz"),
                slip(
                        check,
                        "a path that the processor does not have",
                        processor(each -> Nodes.object(each, CONTAINER + "/startupProbe/httpGet")
                                .put("path", "/health")),
                        "does not answer /health"),
                slip(
                        check,
                        "metrics elsewhere",
                        edit(
                                "PodMonitor",
                                "sluice-console",
                                each -> Nodes.object(each, "/spec/podMetricsEndpoints/0")
                                        .put("path", "/prometheus")),
                        "/prometheus"));
    }

    private static Stream<Slip> volumes() {
        Check check = new VolumesCheck();
        return Stream.of(
                slip(
                        check,
                        "stores in the volume's root",
                        edit(
                                "ConfigMap",
                                "sluice-processor",
                                each -> Nodes.object(each, "/data").put("SLUICE_STATE_DIR", "/var/lib/sluice")),
                        "lost+found"),
                slip(
                        check,
                        "stores that are lost with the pod",
                        edit(
                                "ConfigMap",
                                "sluice-processor",
                                each -> Nodes.object(each, "/data").put("SLUICE_STATE_DIR", "/tmp/state")),
                        "not in a claim"),
                slip(
                        check,
                        "stores on the read-only root",
                        edit(
                                "ConfigMap",
                                "sluice-console",
                                each -> Nodes.object(each, "/data").put("SLUICE_CONSOLE_STATE_DIR", "/data")),
                        "console.state.dir"),
                slip(
                        check,
                        "accounts elsewhere",
                        edit(
                                "ConfigMap",
                                "sluice-console",
                                each -> Nodes.object(each, "/data").remove("SLUICE_CONSOLE_USERS_FILE")),
                        "console.users.file"),
                slip(
                        check,
                        "accounts that do not follow changes",
                        console(each -> Nodes.object(each, CONTAINER + "/volumeMounts/1")
                                .put("subPath", "users")),
                        "subPath"),
                slip(
                        check,
                        "no place for native libraries",
                        processor(each ->
                                Nodes.array(each, CONTAINER + "/volumeMounts").remove(1)),
                        "java.io.tmpdir"),
                slip(
                        check,
                        "prices that nobody mounts",
                        edit(
                                "ConfigMap",
                                "sluice-processor",
                                each -> Nodes.object(each, "/data")
                                        .put("SLUICE_PRICES_FILE", "/etc/sluice/prices/prices.yaml")),
                        "prices.file"),
                slip(
                        check,
                        "profiles that nobody mounts",
                        edit(
                                "ConfigMap",
                                "sluice-console",
                                each -> Nodes.object(each, "/data").put("SLUICE_PROFILES_DIR", "/etc/sluice/profiles")),
                        "profiles.dir"));
    }

    private static Stream<Slip> memory() {
        Check check = new MemoryCheck();
        return Stream.of(
                slip(
                        check,
                        "a heap that leaves no room",
                        processor(each -> variable(each, MemoryCheck.FLAGS)
                                .put("value", "-XX:MaxRAMPercentage=75 -XX:MaxDirectMemorySize=256m")),
                        "may take"),
                slip(
                        check,
                        "a container that is too small",
                        processor(each -> {
                            Nodes.object(each, CONTAINER + "/resources/limits").put("memory", "2Gi");
                            Nodes.object(each, CONTAINER + "/resources/requests")
                                    .put("memory", "2Gi");
                        }),
                        "may take"),
                slip(
                        check,
                        "direct memory as large as the heap",
                        console(each -> variable(each, MemoryCheck.FLAGS).put("value", "-XX:MaxRAMPercentage=40")),
                        "must bound"),
                slip(
                        check,
                        "less asked for than may be taken",
                        console(each -> Nodes.object(each, CONTAINER + "/resources/requests")
                                .put("memory", "1Gi")),
                        "request as much"));
    }

    private static Stream<Slip> shutdown() {
        Check check = new ShutdownCheck();
        return Stream.of(
                slip(
                        check,
                        "killed while it drains",
                        processor(each -> Nodes.object(each, POD).put("terminationGracePeriodSeconds", 150)),
                        "stopping may take"),
                slip(
                        check,
                        "Kubernetes' thirty seconds",
                        console(each -> Nodes.object(each, POD).remove("terminationGracePeriodSeconds")),
                        "is 30"),
                slip(
                        check,
                        "calls that are cut off",
                        edit(
                                "ConfigMap",
                                "sluice-processor",
                                each -> Nodes.object(each, "/data").put("SLUICE_SHUTDOWN_GRACE_MS", "30000")),
                        "paid for twice"),
                slip(
                        check,
                        "no place in the group",
                        processor(each -> Nodes.array(each, CONTAINER + "/env").remove(0)),
                        "group.instance.id"),
                slip(
                        check,
                        "taken for dead during a restart",
                        edit(
                                "ConfigMap",
                                "sluice-processor",
                                each -> Nodes.object(each, "/data").remove("SLUICE_KAFKA_SESSION_TIMEOUT_MS")),
                        "session.timeout.ms"));
    }

    private static Stream<Slip> hardening() {
        Check check = new HardeningCheck();
        return Stream.of(
                slip(
                        check,
                        "root",
                        processor(each ->
                                Nodes.object(each, POD + "/securityContext").put("runAsNonRoot", false)),
                        "runAsNonRoot"),
                slip(
                        check,
                        "volumes of root's",
                        processor(each ->
                                Nodes.object(each, POD + "/securityContext").remove("fsGroup")),
                        "fsGroup"),
                slip(
                        check,
                        "all system calls",
                        console(each -> Nodes.object(each, POD + "/securityContext/seccompProfile")
                                .put("type", "Unconfined")),
                        "seccompProfile"),
                slip(
                        check,
                        "a token",
                        console(each -> Nodes.object(each, POD).remove("automountServiceAccountToken")),
                        "automountServiceAccountToken"),
                slip(
                        check,
                        "a root that can be written",
                        edit(
                                "Job",
                                "sluice-setup",
                                each -> Nodes.object(each, CONTAINER + "/securityContext")
                                        .remove("readOnlyRootFilesystem")),
                        "readOnlyRootFilesystem"),
                slip(
                        check,
                        "capabilities",
                        edit(
                                "Deployment",
                                "sluice-llm-blue",
                                each -> Nodes.object(each, CONTAINER + "/securityContext/capabilities")
                                        .remove("drop")),
                        "does not drop ALL"),
                slip(
                        check,
                        "a folder of the node",
                        processor(each -> Nodes.object(each, POD + "/volumes/0").putObject("hostPath")),
                        "hostPath"),
                slip(
                        check,
                        "no limit of memory",
                        processor(each -> Nodes.object(each, CONTAINER + "/resources/limits")
                                .remove("memory")),
                        "no limit of memory"));
    }

    private static Stream<Slip> network() {
        Check check = new NetworkCheck();
        return Stream.of(
                slip(check, "open pods", good -> good.without("NetworkPolicy", "sluice-deny"), "closes its pods"),
                slip(check, "no names", good -> good.without("NetworkPolicy", "sluice-to-dns"), "port 53"),
                slip(
                        check,
                        "brokers elsewhere",
                        edit(
                                "ConfigMap",
                                "sluice",
                                each -> Nodes.object(each, "/data")
                                        .put("SLUICE_KAFKA_BOOTSTRAP_SERVERS", "kafka:9094")),
                        "port 9094"),
                slip(
                        check,
                        "a registry elsewhere",
                        edit(
                                "ConfigMap",
                                "sluice",
                                each -> Nodes.object(each, "/data")
                                        .put("SLUICE_SCHEMA_REGISTRY_URL", "http://registry:8081")),
                        "port 8081"),
                slip(
                        check,
                        "a Redis that is out of reach",
                        good -> good.without("NetworkPolicy", "sluice-to-redis"),
                        "port 6379"),
                slip(
                        check,
                        "models that are out of reach",
                        good -> good.without("NetworkPolicy", "sluice-to-llm"),
                        "port 8000"),
                slip(
                        check,
                        "the metadata service",
                        edit(
                                "NetworkPolicy",
                                "sluice-to-internet",
                                each -> Nodes.array(each, "/spec/egress/0/to/0/ipBlock/except")
                                        .removeAll()),
                        "metadata service"),
                slip(
                        check,
                        "all ports",
                        edit(
                                "NetworkPolicy",
                                "sluice-to-kafka",
                                each -> Nodes.object(each, "/spec/egress/0").remove("ports")),
                        "all ports"));
    }

    private static Stream<Slip> topics() {
        Check check = new TopicsCheck();
        return Stream.of(
                slip(
                        check,
                        "a topic that is missing",
                        good -> good.without("KafkaTopic", "documents.audit"),
                        "no KafkaTopic documents.audit"),
                slip(
                        check,
                        "a topic that nobody uses",
                        edit(
                                "KafkaTopic",
                                "documents.audit",
                                each -> Nodes.object(each, "/metadata").put("name", "documents.auditing")),
                        "no such topic in the table"),
                slip(
                        check,
                        "dead letters that go before they are reviewed",
                        edit(
                                "KafkaTopic",
                                "documents.dead-letter",
                                each -> Nodes.object(each, "/spec/config").put("retention.ms", 604_800_000)),
                        "the table has"),
                slip(
                        check,
                        "a setting that is missing",
                        edit(
                                "KafkaTopic",
                                "review.items",
                                each -> Nodes.object(each, "/spec/config").remove("max.message.bytes")),
                        "the table has"),
                slip(
                        check,
                        "one topic with more partitions",
                        edit(
                                "KafkaTopic",
                                "documents.redrive",
                                each -> Nodes.object(each, "/spec").put("partitions", 12)),
                        "different numbers"),
                slip(
                        check,
                        "settings in more than one order",
                        edit(
                                "KafkaTopic",
                                "pipeline.control",
                                each -> Nodes.object(each, "/spec").put("partitions", 4)),
                        "pipeline.control"),
                slip(
                        check,
                        "a topic on one broker",
                        edit(
                                "KafkaTopic",
                                "llm.spend",
                                each -> Nodes.object(each, "/spec").put("replicas", 1)),
                        "fewer than 3"),
                slip(
                        check,
                        "instances without a partition",
                        edit(
                                "ScaledObject",
                                "sluice-processor",
                                each -> Nodes.object(each, "/spec").put("maxReplicaCount", 8)),
                        "maxReplicaCount"));
    }

    private static Stream<Slip> access() {
        Check check = new AccessCheck();
        return Stream.of(
                slip(
                        check,
                        "a topic that it may not use",
                        edit(
                                "KafkaUser",
                                "sluice-processor",
                                each -> Nodes.array(each, "/spec/authorization/acls")
                                        .remove(1)),
                        "may not use documents.redrive"),
                slip(
                        check,
                        "a topic that it has no use for",
                        edit(
                                "KafkaUser",
                                "sluice-processor",
                                each -> Nodes.object(each, "/spec/authorization/acls/0/resource")
                                        .put("name", "review.items")),
                        "may use review.items"),
                slip(
                        check,
                        "changelogs that it may not make",
                        edit(
                                "KafkaUser",
                                "sluice-processor",
                                each -> Nodes.array(each, "/spec/authorization/acls/9/operations")
                                        .remove(0)),
                        "for topic sluice-"),
                slip(
                        check,
                        "sums that it may not make",
                        edit(
                                "KafkaUser",
                                "sluice-processor",
                                each -> Nodes.object(each, "/spec/authorization/acls/11/resource")
                                        .put("name", "sluice-sums")),
                        "group sluice-spend"),
                slip(
                        check,
                        "no transactions",
                        edit(
                                "KafkaUser",
                                "sluice-console",
                                each -> acl(each, "transactionalId", "sluice-console-")
                                        .put("patternType", "literal")),
                        "transactionalId sluice-console-"),
                slip(
                        check,
                        "settings that cannot be written",
                        edit(
                                "KafkaUser",
                                "sluice-console",
                                each -> acl(each, "transactionalId", "sluice-control")
                                        .put("name", "control")),
                        "transactionalId sluice-control"));
    }

    private static Stream<Slip> scaling() {
        Check check = new ScalingCheck();
        return Stream.of(
                slip(
                        check,
                        "a key that KEDA ignores",
                        scaled("/spec/triggers/0/metadata", "lagTreshold", "5"),
                        "lagTreshold"),
                slip(
                        check,
                        "another group",
                        scaled("/spec/triggers/0/metadata", "consumerGroup", "sluice-spend"),
                        "application.id"),
                slip(
                        check,
                        "another topic",
                        scaled("/spec/triggers/0/metadata", "topic", "documents.redrive"),
                        "documents.raw"),
                slip(
                        check,
                        "a metric that is not there",
                        scaled("/spec/triggers/1/metadata", "query", "sum(sluice_pending)"),
                        "sluice_pending"),
                slip(
                        check,
                        "no query",
                        edit(
                                "ScaledObject",
                                "sluice-processor",
                                each -> Nodes.object(each, "/spec/triggers/1/metadata")
                                        .remove("query")),
                        "lacks query"),
                slip(
                        check,
                        "nobody left",
                        edit(
                                "ScaledObject",
                                "sluice-processor",
                                each -> Nodes.object(each, "/spec").put("minReplicaCount", 0)),
                        "minReplicaCount"),
                slip(
                        check,
                        "two who say how many",
                        processor(each -> Nodes.object(each, "/spec").put("replicas", 2)),
                        "has replicas"));
    }

    private static Stream<Slip> alerts() {
        Check check = new AlertsCheck();
        return Stream.of(
                slip(
                        check,
                        "a metric that is not there",
                        edit(
                                "PrometheusRule",
                                "sluice",
                                each -> Nodes.object(each, "/spec/groups/0/rules/0")
                                        .put("expr", "sluice_pending_documents > 1")),
                        "sluice_pending_documents"),
                slip(
                        check,
                        "no word on what it means",
                        edit(
                                "PrometheusRule",
                                "sluice",
                                each -> Nodes.object(each, "/spec/groups/0/rules/0/annotations")
                                        .remove("description")),
                        "lacks /annotations/description"));
    }

    private static Stream<Slip> modelServer() {
        Check check = new ModelServerCheck();
        return Stream.of(
                slip(
                        check,
                        "a model by another name",
                        edit(
                                "Deployment",
                                "sluice-llm-blue",
                                each -> Nodes.array(each, CONTAINER + "/args").set(2, "--served-model-name=other")),
                        "does not serve qwen3-4b-instruct"),
                slip(
                        check,
                        "no room for the longest request",
                        edit(
                                "Deployment",
                                "sluice-llm-blue",
                                each -> Nodes.array(each, CONTAINER + "/args").set(3, "--max-model-len=16384")),
                        "--max-model-len"),
                slip(
                        check,
                        "both colours at once",
                        edit(
                                "Service",
                                "sluice-llm",
                                each -> Nodes.object(each, "/spec/selector").remove("sluice.dev/colour")),
                        "selects 2"),
                slip(check, "no switch", good -> good.without("Service", "sluice-llm"), "no such Service"));
    }

    private static Slip slip(Check check, String what, UnaryOperator<Rendering> make, String told) {
        return new Slip(what, check, make, told);
    }

    private static UnaryOperator<Rendering> edit(String kind, String name, Consumer<ObjectNode> change) {
        return good -> good.with(kind, name, change);
    }

    private static UnaryOperator<Rendering> processor(Consumer<ObjectNode> change) {
        return edit("StatefulSet", "sluice-processor", change);
    }

    private static UnaryOperator<Rendering> console(Consumer<ObjectNode> change) {
        return edit("Deployment", "sluice-console", change);
    }

    private static UnaryOperator<Rendering> scaled(String pointer, String key, String value) {
        return edit(
                "ScaledObject",
                "sluice-processor",
                each -> Nodes.object(each, pointer).put(key, value));
    }

    private static UnaryOperator<Rendering> config(String map, String variable) {
        return edit("ConfigMap", map, each -> Nodes.object(each, "/data").put(variable, "1"));
    }

    private static ObjectNode variable(JsonNode manifest, String name) {
        return (ObjectNode) Nodes.stream(manifest.at(CONTAINER + "/env"))
                .filter(each -> each.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode acl(JsonNode user, String type, String name) {
        return (ObjectNode) Nodes.stream(user.at("/spec/authorization/acls"))
                .map(each -> each.path("resource"))
                .filter(each -> each.path("type").asText().equals(type)
                        && each.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
