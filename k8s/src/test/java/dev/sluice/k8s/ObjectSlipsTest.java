package dev.sluice.k8s;

import static dev.sluice.k8s.Slips.CONSOLE;
import static dev.sluice.k8s.Slips.CONTAINER;
import static dev.sluice.k8s.Slips.POD;
import static dev.sluice.k8s.Slips.PROCESSOR;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Slips in what an object is, what it names, and what its pods may do are found. */
final class ObjectSlipsTest {
    @TestFactory
    Stream<DynamicTest> ofSchema() {
        return new Slips(new SchemaCheck())
                .set("a field that does not exist", PROCESSOR, POD + "/gracePeriodSeconds", 240, "gracePeriodSeconds")
                .set("a number in quotes", PROCESSOR, POD + "/terminationGracePeriodSeconds", "240", "integer")
                .removed("a field that is missing", PROCESSOR, "/spec/selector", "selector")
                .set("none of the values", PROCESSOR, "/spec/podManagementPolicy", "parallel", "podManagementPolicy")
                .set("a kind that is not known", PROCESSOR, "/kind", "StatefullSet", "StatefullSet")
                .set(
                        "an API that is gone",
                        "KafkaTopic documents.raw",
                        "/apiVersion",
                        "kafka.strimzi.io/v1beta2",
                        "v1beta2")
                .set(
                        "an ACL with one operation, as it was before",
                        "KafkaUser sluice-scaler",
                        "/spec/authorization/acls/0/operation",
                        "Read",
                        "operation")
                .set(
                        "a threshold that is no text",
                        "ScaledObject sluice-processor",
                        "/spec/triggers/0/metadata/lagThreshold",
                        500,
                        "lagThreshold")
                .set(
                        "a monitor's field",
                        "PodMonitor sluice-console",
                        "/spec/podMetricsEndpoints/0/scrapeInterval",
                        "15s",
                        "scrapeInterval")
                .set("an alert's time as a number", "PrometheusRule sluice", "/spec/groups/0/rules/0/for", 5, "for")
                .found();
    }

    @TestFactory
    Stream<DynamicTest> ofReferences() {
        return new Slips(new ReferencesCheck())
                .set(
                        "a Service of nobody",
                        "Service sluice-console",
                        "/spec/selector/app.kubernetes.io~1name",
                        "sluice-consol",
                        "selects no pod")
                .set(
                        "a budget of nobody",
                        "PodDisruptionBudget sluice-processor",
                        "/spec/selector/matchLabels/app.kubernetes.io~1name",
                        "processor",
                        "selects no pod")
                .without("an account", "ServiceAccount sluice-setup", "no ServiceAccount sluice-setup")
                .set("a mount of no volume", PROCESSOR, CONTAINER + "/volumeMounts/0/name", "sate", "no volume sate")
                .without("a claim", "PersistentVolumeClaim sluice-llm-green", "sluice-llm-green")
                .set("another Service", PROCESSOR, "/spec/serviceName", "processor", "no Service processor")
                .set(
                        "an autoscaler of a Deployment",
                        "ScaledObject sluice-processor",
                        "/spec/scaleTargetRef/kind",
                        "Deployment",
                        "nothing of that name")
                .set(
                        "a secret that the operator would overwrite",
                        CONSOLE,
                        CONTAINER + "/env/0/valueFrom/secretKeyRef/name",
                        "sluice-console",
                        "the operator's")
                .found();
    }

    @TestFactory
    Stream<DynamicTest> ofHardening() {
        return new Slips(new HardeningCheck())
                .set("root", PROCESSOR, POD + "/securityContext/runAsNonRoot", false, "runAsNonRoot")
                .set("a user of the node", CONSOLE, POD + "/securityContext/runAsUser", 1000, "runAsUser")
                .removed("volumes of root's", PROCESSOR, POD + "/securityContext/fsGroup", "fsGroup")
                .set(
                        "all system calls",
                        CONSOLE,
                        POD + "/securityContext/seccompProfile/type",
                        "Unconfined",
                        "seccompProfile")
                .removed("a token", CONSOLE, POD + "/automountServiceAccountToken", "automountServiceAccountToken")
                .set(
                        "an account's token",
                        "ServiceAccount sluice-console",
                        "/automountServiceAccountToken",
                        true,
                        "automountServiceAccountToken")
                .removed(
                        "a root that can be written",
                        "Job sluice-setup",
                        CONTAINER + "/securityContext/readOnlyRootFilesystem",
                        "readOnlyRootFilesystem")
                .removed(
                        "more privileges",
                        "Job sluice-setup",
                        POD + "/initContainers/0/securityContext/allowPrivilegeEscalation",
                        "allowPrivilegeEscalation")
                .set(
                        "fewer capabilities dropped",
                        "Deployment sluice-llm-blue",
                        CONTAINER + "/securityContext/capabilities/drop",
                        List.of("NET_RAW"),
                        "does not drop ALL")
                .set("a folder of the node", PROCESSOR, POD + "/volumes/0/hostPath", "/", "hostPath")
                .set("the node's network", PROCESSOR, POD + "/hostNetwork", true, "hostNetwork")
                .set("any image", PROCESSOR, CONTAINER + "/image", "sluice/processor:latest", "may be any")
                .removed("no limit", PROCESSOR, CONTAINER + "/resources/limits/memory", "no limit of memory")
                .found();
    }

    @TestFactory
    Stream<DynamicTest> ofNetworkPolicies() {
        return new Slips(new NetworkCheck())
                .without("open pods", "NetworkPolicy sluice-deny", "closes its pods")
                .without("no names", "NetworkPolicy sluice-to-dns", "port 53")
                .set(
                        "brokers elsewhere",
                        "ConfigMap sluice",
                        "/data/SLUICE_KAFKA_BOOTSTRAP_SERVERS",
                        "one:9092,two:9094",
                        "port 9094")
                .set(
                        "a registry elsewhere",
                        "ConfigMap sluice",
                        "/data/SLUICE_SCHEMA_REGISTRY_URL",
                        "http://registry:8081",
                        "port 8081")
                .without("a Redis out of reach", "NetworkPolicy sluice-to-redis", "port 6379")
                .without("models out of reach", "NetworkPolicy sluice-to-llm", "port 8000")
                .without("the world out of reach", "NetworkPolicy sluice-to-internet", "port 443")
                .set(
                        "the metadata service",
                        "NetworkPolicy sluice-to-internet",
                        "/spec/egress/0/to/0/ipBlock/except",
                        List.of("10.0.0.0/8"),
                        "metadata service")
                .removed("all ports", "NetworkPolicy sluice-to-kafka", "/spec/egress/0/ports", "all ports")
                .removed("everybody", "NetworkPolicy sluice-from-proxy", "/spec/ingress/0/from", "open to all")
                .found();
    }
}
