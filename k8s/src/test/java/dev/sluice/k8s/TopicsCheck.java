package dev.sluice.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Where Strimzi makes the topics, they are those of the table, each with its settings; where the Job does, it makes as many
 * partitions. All but those of a single partition have the same number, and no more instances are asked for.
 */
final class TopicsCheck implements Check {
    @Override
    public List<String> problems(Rendering rendering) {
        List<String> problems = new ArrayList<>();
        List<Manifest> declared = rendering.of("KafkaTopic").toList();
        if (!declared.isEmpty()) {
            bothWays(declared, problems);
            declared.forEach(each -> settings(each, problems));
        }
        Set<Integer> partitions = partitions(rendering, declared);
        if (partitions.size() > 1) {
            problems.add("the topics have different numbers of partitions: " + partitions
                    + "; those that share a document's task need the same");
        }
        rendering
                .of("ScaledObject")
                .forEach(scaled -> partitions.stream()
                        .filter(count -> scaled.at("/spec/maxReplicaCount").asInt() > count)
                        .forEach(count -> problems.add(scaled.id() + ": maxReplicaCount is more than the " + count
                                + " partitions, and the rest would have nothing to do")));
        return problems;
    }

    private static void bothWays(List<Manifest> declared, List<String> problems) {
        Set<String> names = declared.stream().map(Manifest::name).collect(Collectors.toCollection(TreeSet::new));
        Set<String> table =
                Arrays.stream(Topic.values()).map(Topic::topicName).collect(Collectors.toCollection(TreeSet::new));
        table.stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> problems.add("there is no KafkaTopic " + name));
        names.stream()
                .filter(name -> !table.contains(name))
                .forEach(name -> problems.add("KafkaTopic " + name + ": no such topic in the table"));
    }

    private static void settings(Manifest declared, List<String> problems) {
        Arrays.stream(Topic.values())
                .filter(topic -> topic.topicName().equals(declared.name()))
                .forEach(topic -> {
                    if (!Nodes.texts(declared.at("/spec/config")).equals(topic.settings())) {
                        problems.add(declared.id() + ": config is " + declared.at("/spec/config") + "; the table has "
                                + topic.settings());
                    }
                    if ((topic.partitions() == 1)
                            != (declared.at("/spec/partitions").asInt() == 1)) {
                        problems.add(declared.id() + ": has " + declared.at("/spec/partitions")
                                + " partitions; the table has " + topic.partitions());
                    }
                });
        if (declared.at("/spec/replicas").asInt() < 3) {
            problems.add(declared.id() + ": fewer than 3 replicas");
        }
        if (declared.at("/metadata/labels").path("strimzi.io/cluster").asText().isEmpty()) {
            problems.add(declared.id() + ": no label strimzi.io/cluster, so no operator looks at it");
        }
    }

    /** The numbers of partitions that topics with more than one get. */
    private static Set<Integer> partitions(Rendering rendering, List<Manifest> declared) {
        Set<Integer> counts = new TreeSet<>();
        declared.stream()
                .map(each -> each.at("/spec/partitions").asInt())
                .filter(count -> count > 1)
                .forEach(counts::add);
        for (Container container : rendering.running("cli")) {
            for (JsonNode argument : container.json().path("args")) {
                if (argument.asText().startsWith("--partitions=")) {
                    counts.add(Integer.parseInt(argument.asText().substring("--partitions=".length())));
                }
            }
        }
        return counts;
    }
}
