package dev.sluice.k8s;

import static dev.sluice.k8s.Slips.CONTAINER;
import static dev.sluice.k8s.Slips.PROCESSOR;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Slips in what Kafka, autoscaler, Prometheus and model servers are told are found. */
final class SurroundingsSlipsTest {
    private static final String SCALED = "ScaledObject sluice-processor";
    private static final String PROCESSOR_USER = "KafkaUser sluice-processor";
    private static final String CONSOLE_USER = "KafkaUser sluice-console";
    private static final String ACLS = "/spec/authorization/acls";

    @TestFactory
    Stream<DynamicTest> ofTopics() {
        return new Slips(new TopicsCheck())
                .without("a topic", "KafkaTopic documents.audit", "no KafkaTopic documents.audit")
                .set(
                        "a topic too many",
                        "KafkaTopic documents.audit",
                        "/metadata/name",
                        "audit",
                        "no such topic in the table")
                .set(
                        "dead letters gone before their review",
                        "KafkaTopic documents.dead-letter",
                        "/spec/config/retention.ms",
                        604_800_000,
                        "the table has")
                .removed("a setting", "KafkaTopic review.items", "/spec/config/max.message.bytes", "the table has")
                .set(
                        "one with more partitions",
                        "KafkaTopic documents.redrive",
                        "/spec/partitions",
                        12,
                        "different numbers")
                .set(
                        "settings in several orders",
                        "KafkaTopic pipeline.control",
                        "/spec/partitions",
                        4,
                        "pipeline.control")
                .set(
                        "a Job that makes others",
                        "Job sluice-setup",
                        "/spec/template/spec/initContainers/0/args/2",
                        "--partitions=8",
                        "different numbers")
                .set("one copy", "KafkaTopic llm.spend", "/spec/replicas", 1, "fewer than 3")
                .removed("no cluster", "KafkaTopic llm.spend", "/metadata/labels/strimzi.io~1cluster", "no operator")
                .set("instances without work", SCALED, "/spec/maxReplicaCount", 8, "maxReplicaCount")
                .found();
    }

    @TestFactory
    Stream<DynamicTest> ofAccess() {
        return new Slips(new AccessCheck())
                .removed("a topic that it needs", PROCESSOR_USER, ACLS + "/1", "may not use documents.redrive")
                .set(
                        "a topic too many",
                        PROCESSOR_USER,
                        ACLS + "/0/resource/name",
                        "review.items",
                        "may use review.items")
                .removed("changelogs", PROCESSOR_USER, ACLS + "/9/operations/0", "for topic sluice-")
                .set("sums of spend", PROCESSOR_USER, ACLS + "/11/resource/name", "sums", "group sluice-spend")
                .set("the group", PROCESSOR_USER, ACLS + "/10/resource/name", "processor", "group sluice")
                .set(
                        "transactions",
                        PROCESSOR_USER,
                        ACLS + "/12/resource/patternType",
                        "literal",
                        "transactionalId sluice-")
                .removed("the console's topics", CONSOLE_USER, ACLS + "/0", "may not use")
                .removed("the console's transactions", CONSOLE_USER, ACLS + "/14", "transactionalId sluice-console-")
                .removed("settings", CONSOLE_USER, ACLS + "/15", "transactionalId sluice-control")
                .found();
    }

    @TestFactory
    Stream<DynamicTest> ofScaling() {
        String lag = "/spec/triggers/0/metadata";
        String pending = "/spec/triggers/1/metadata";
        return new Slips(new ScalingCheck())
                .set("a key that KEDA ignores", SCALED, lag + "/lagTreshold", "5", "lagTreshold")
                .set(
                        "a trigger's key at another",
                        SCALED,
                        pending + "/topic",
                        "documents.raw",
                        "prometheus has no key topic")
                .set("a trigger that is not known", SCALED, "/spec/triggers/0/type", "apache-kafka", "apache-kafka")
                .set("another group", SCALED, lag + "/consumerGroup", "sluice-spend", "application.id")
                .set("another topic", SCALED, lag + "/topic", "documents.redrive", "documents.raw")
                .set("a metric that is not there", SCALED, pending + "/query", "sum(sluice_pending)", "sluice_pending")
                .removed("no query", SCALED, pending + "/query", "lacks query")
                .set(
                        "no such login",
                        SCALED,
                        "/spec/triggers/0/authenticationRef",
                        Map.of("name", "me"),
                        "no TriggerAuthentication")
                .set("nobody left", SCALED, "/spec/minReplicaCount", 0, "minReplicaCount")
                .set("two who say how many", PROCESSOR, "/spec/replicas", 2, "has replicas")
                .found();
    }

    @TestFactory
    Stream<DynamicTest> ofAlerts() {
        String rule = "/spec/groups/0/rules/0";
        return new Slips(new AlertsCheck())
                .set(
                        "a metric that is not there",
                        "PrometheusRule sluice",
                        rule + "/expr",
                        "sluice_dead > 1",
                        "sluice_dead")
                .removed("nothing said", "PrometheusRule sluice", rule + "/annotations/description", "description")
                .removed("no severity", "PrometheusRule sluice", rule + "/labels/severity", "severity")
                .found();
    }

    @TestFactory
    Stream<DynamicTest> ofModelServers() {
        String blue = "Deployment sluice-llm-blue";
        return new Slips(new ModelServerCheck())
                .set("another name", blue, CONTAINER + "/args/2", "--served-model-name=other", "does not serve")
                .set(
                        "another model",
                        "ConfigMap sluice-processor",
                        "/data/SLUICE_LLM_MODEL",
                        "other",
                        "does not serve other")
                .set(
                        "no room for long requests",
                        blue,
                        CONTAINER + "/args/3",
                        "--max-model-len=16384",
                        "--max-model-len")
                .removed("both at once", "Service sluice-llm", "/spec/selector/sluice.dev~1colour", "selects 2")
                .set("another port", "Service sluice-llm", "/spec/ports/0/port", 80, "no port 8000")
                .without("no switch", "Service sluice-llm", "no such Service")
                .found();
    }
}
