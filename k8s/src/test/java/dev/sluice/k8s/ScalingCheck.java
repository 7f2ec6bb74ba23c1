package dev.sluice.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.processor.config.ConfigTable;
import dev.sluice.schemas.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * KEDA looks at the right group and topic and at metrics that there are, by keys that it knows: it takes any key without a word. Who
 * it scales has no number of replicas of its own.
 */
final class ScalingCheck implements Check {
    /** The keys of KEDA 2.18 that may be used here; more are in its documentation. */
    private static final Map<String, Set<String>> KEYS = Map.of(
            "kafka",
            Set.of(
                    "bootstrapServers",
                    "consumerGroup",
                    "topic",
                    "lagThreshold",
                    "activationLagThreshold",
                    "offsetResetPolicy",
                    "allowIdleConsumers",
                    "scaleToZeroOnInvalidOffset",
                    "excludePersistentLag",
                    "limitToPartitionsWithLag",
                    "ensureEvenDistributionOfPartitions",
                    "version",
                    "partitionLimitation",
                    "sasl",
                    "tls",
                    "unsafeSsl"),
            "prometheus",
            Set.of(
                    "serverAddress",
                    "query",
                    "threshold",
                    "activationThreshold",
                    "namespace",
                    "customHeaders",
                    "ignoreNullValues",
                    "queryParameters",
                    "unsafeSsl",
                    "timeout",
                    "authModes"));

    private static final Map<String, Set<String>> NEEDED = Map.of(
            "kafka",
            Set.of("bootstrapServers", "consumerGroup", "topic", "lagThreshold"),
            "prometheus",
            Set.of("serverAddress", "query", "threshold"));

    @Override
    public List<String> problems(Rendering rendering) {
        List<String> problems = new ArrayList<>();
        rendering.of("ScaledObject").forEach(scaled -> look(scaled, rendering, problems));
        return problems;
    }

    private static void look(Manifest scaled, Rendering rendering, List<String> problems) {
        rendering
                .find("StatefulSet", scaled.at("/spec/scaleTargetRef/name").asText())
                .filter(target -> target.at("/spec").has("replicas"))
                .ifPresent(target -> problems.add(target.id() + ": has replicas, which undo KEDA's at each apply"));
        if (scaled.at("/spec/minReplicaCount").asInt() < 1) {
            problems.add(
                    scaled.id() + ": minReplicaCount is not 1 or more; nobody would make the calls that stages hold");
        }
        for (JsonNode trigger : scaled.at("/spec/triggers")) {
            String type = trigger.path("type").asText();
            Map<String, String> metadata = Nodes.texts(trigger.path("metadata"));
            Set<String> known = KEYS.getOrDefault(type, Set.of());
            metadata.keySet().stream()
                    .filter(key -> !known.contains(key))
                    .forEach(key -> problems.add(scaled.id() + ": KEDA's trigger " + type + " has no key " + key));
            NEEDED.getOrDefault(type, Set.of()).stream()
                    .filter(key -> !metadata.containsKey(key))
                    .forEach(key -> problems.add(scaled.id() + ": the trigger " + type + " lacks " + key));
            MetricNames.unknown(metadata.getOrDefault("query", ""))
                    .forEach(name -> problems.add(scaled.id() + ": there is no metric " + name));
            if (type.equals("kafka")) {
                kafka(scaled, metadata, problems);
            }
            JsonNode login = trigger.at("/authenticationRef/name");
            if (!login.isMissingNode()
                    && rendering.find("TriggerAuthentication", login.asText()).isEmpty()) {
                problems.add(scaled.id() + ": there is no TriggerAuthentication " + login.asText());
            }
        }
    }

    private static void kafka(Manifest scaled, Map<String, String> metadata, List<String> problems) {
        Object group = ConfigTable.definitions().defaultValues().get(ConfigTable.APPLICATION_ID);
        if (!String.valueOf(group).equals(metadata.get("consumerGroup"))) {
            problems.add(scaled.id() + ": consumerGroup is not application.id, " + group);
        }
        if (!Topic.RAW.topicName().equals(metadata.get("topic"))) {
            problems.add(scaled.id() + ": topic is not " + Topic.RAW.topicName());
        }
    }
}
