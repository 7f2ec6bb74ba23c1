package dev.sluice.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** A manifest that makes pods: a StatefulSet, a Deployment or a Job. */
record Workload(Manifest manifest) {

    JsonNode pod() {
        return manifest.at("/spec/template/spec");
    }

    Map<String, String> labels() {
        return Nodes.texts(manifest.at("/spec/template/metadata/labels"));
    }

    /** Those that run and those that run before them. */
    List<Container> containers() {
        List<Container> containers = new ArrayList<>();
        pod().path("initContainers").forEach(each -> containers.add(new Container(this, each)));
        pod().path("containers").forEach(each -> containers.add(new Container(this, each)));
        return containers;
    }

    /** The volumes by name, those that a StatefulSet claims for each pod included. */
    Map<String, JsonNode> volumes() {
        Map<String, JsonNode> volumes = new TreeMap<>();
        pod().path("volumes").forEach(each -> volumes.put(each.path("name").asText(), each));
        manifest.at("/spec/volumeClaimTemplates")
                .forEach(each -> volumes.put(each.at("/metadata/name").asText(), each));
        return volumes;
    }

    /** The container's port of a name or number. */
    OptionalInt port(JsonNode nameOrNumber) {
        return containers().stream()
                .flatMap(container -> Nodes.stream(container.json().path("ports")))
                .filter(port -> nameOrNumber.isNumber()
                        ? port.path("containerPort").asInt() == nameOrNumber.asInt()
                        : port.path("name").asText().equals(nameOrNumber.asText()))
                .mapToInt(port -> port.path("containerPort").asInt())
                .findFirst();
    }
}
