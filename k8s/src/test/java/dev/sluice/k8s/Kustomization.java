package dev.sluice.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A folder with a kustomization.yaml, of which only what can be known without kustomize is read: files and generated keys. */
record Kustomization(Path folder, JsonNode json) {
    static final String FILE = "kustomization.yaml";

    static Kustomization in(Path folder) {
        return new Kustomization(folder, Yaml.read(folder.resolve(FILE)).getFirst());
    }

    /** The manifests of its files, with the labels that it gives them. */
    List<Manifest> manifests() {
        List<Manifest> manifests = new ArrayList<>();
        for (String resource : Nodes.list(json.path("resources"))) {
            if (resource.endsWith(".yaml")) {
                Yaml.read(folder.resolve(resource)).forEach(each -> manifests.add(labelled(new Manifest(each))));
            }
        }
        return manifests;
    }

    boolean hasPatches() {
        return json.has("patches");
    }

    /** The files that become keys of ConfigMaps. */
    List<Path> generatedFrom() {
        return Nodes.stream(json.path("configMapGenerator"))
                .flatMap(each -> Nodes.list(each.path("files")).stream())
                .map(file -> folder.resolve(file.substring(file.indexOf('=') + 1)))
                .toList();
    }

    /** Adds the keys and values that it generates to ConfigMaps by name. */
    void generateInto(Map<String, Map<String, String>> configMaps) {
        for (JsonNode generator : json.path("configMapGenerator")) {
            Map<String, String> data =
                    configMaps.computeIfAbsent(generator.path("name").asText(), name -> new TreeMap<>());
            Nodes.list(generator.path("literals")).forEach(literal -> {
                int equals = literal.indexOf('=');
                data.put(literal.substring(0, equals), literal.substring(equals + 1));
            });
            Nodes.list(generator.path("files"))
                    .forEach(file -> data.put(
                            file.contains("=")
                                    ? file.substring(0, file.indexOf('='))
                                    : String.valueOf(Path.of(file).getFileName()),
                            ""));
        }
    }

    static Manifest configMap(String name, Map<String, String> data) {
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        map.put("apiVersion", "v1").put("kind", "ConfigMap");
        map.putObject("metadata").put("name", name);
        ObjectNode values = map.putObject("data");
        data.forEach(values::put);
        return new Manifest(map);
    }

    private Manifest labelled(Manifest manifest) {
        return manifest.edited(copy -> {
            for (JsonNode label : json.path("labels")) {
                Nodes.texts(label.path("pairs")).forEach((key, value) -> {
                    copy.withObject("/metadata/labels").put(key, value);
                    if (manifest.workload().isPresent()) {
                        copy.withObject("/spec/template/metadata/labels").put(key, value);
                    }
                });
            }
        });
    }
}
