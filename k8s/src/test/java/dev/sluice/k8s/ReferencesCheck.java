package dev.sluice.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What manifests name is there: selectors select pods, and Services, accounts, volumes and claims exist. */
final class ReferencesCheck implements Check {
    /** The ConfigMaps that people make themselves. */
    private static final Set<String> PEOPLES_OWN = Set.of("kafka-ca");

    private static final Map<String, String> SELECTORS = Map.of(
            "Service", "/spec/selector",
            "PodDisruptionBudget", "/spec/selector",
            "PodMonitor", "/spec/selector",
            "NetworkPolicy", "/spec/podSelector",
            "StatefulSet", "/spec/selector",
            "Deployment", "/spec/selector");

    @Override
    public List<String> problems(Rendering rendering) {
        List<String> problems = new ArrayList<>();
        unique(rendering, problems);
        SELECTORS.forEach((kind, selector) -> rendering.of(kind).forEach(each -> {
            if (Selectors.selected(each.at(selector), rendering).isEmpty()) {
                problems.add(each.id() + ": selects no pod");
            }
        }));
        for (Workload workload : rendering.workloads()) {
            BiConsumer<String, JsonNode> expect = (kind, name) -> {
                if (!name.isMissingNode()
                        && !PEOPLES_OWN.contains(name.asText())
                        && rendering.find(kind, name.asText()).isEmpty()) {
                    problems.add(workload.manifest().id() + ": there is no " + kind + " " + name.asText());
                }
            };
            expect.accept("Service", workload.manifest().at("/spec/serviceName"));
            expect.accept("ServiceAccount", workload.pod().path("serviceAccountName"));
            workload.pod().path("volumes").forEach(volume -> {
                expect.accept("ConfigMap", volume.at("/configMap/name"));
                expect.accept("PersistentVolumeClaim", volume.at("/persistentVolumeClaim/claimName"));
            });
            for (Container container : workload.containers()) {
                container.json().path("volumeMounts").forEach(mount -> {
                    if (!workload.volumes().containsKey(mount.path("name").asText())) {
                        problems.add(container.id() + ": there is no volume "
                                + mount.path("name").asText());
                    }
                });
            }
            items(workload, rendering, problems);
        }
        rendering.of("ScaledObject").forEach(scaled -> {
            JsonNode target = scaled.at("/spec/scaleTargetRef");
            if (rendering
                    .find(target.path("kind").asText(), target.path("name").asText())
                    .isEmpty()) {
                problems.add(scaled.id() + ": there is nothing of that name to scale: " + target);
            }
        });
        return problems;
    }

    private static void unique(Rendering rendering, List<String> problems) {
        rendering.manifests().stream()
                .collect(Collectors.groupingBy(Manifest::id, Collectors.counting()))
                .forEach((id, count) -> {
                    if (count > 1) {
                        problems.add(id + ": is there " + count + " times");
                    }
                });
        Map<String, Manifest> users =
                rendering.of("KafkaUser").collect(Collectors.toMap(Manifest::name, Function.identity()));
        Set<String> operators = Set.of("sasl.jaas.config", "password");
        for (Container container : rendering.containers()) {
            for (JsonNode reference : container.json().findValues("secretKeyRef")) {
                if (users.containsKey(reference.path("name").asText())
                        && !operators.contains(reference.path("key").asText())) {
                    problems.add(container.id() + ": the Secret "
                            + reference.path("name").asText()
                            + " is the operator's, with the login of that user alone");
                }
            }
        }
    }

    /** Keys that a volume puts into places of their own. */
    private static void items(Workload workload, Rendering rendering, List<String> problems) {
        workload.pod()
                .path("volumes")
                .forEach(volume -> rendering
                        .find("ConfigMap", volume.at("/configMap/name").asText())
                        .ifPresent(map -> volume.at("/configMap/items").forEach(item -> {
                            if (!map.at("/data").has(item.path("key").asText())) {
                                problems.add(workload.manifest().id() + ": " + map.id() + " has no key "
                                        + item.path("key").asText());
                            }
                        })));
    }
}
