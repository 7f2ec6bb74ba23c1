package dev.sluice.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.runtime.config.ConfigSources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The environment variables of a container, from its own list and its ConfigMaps. What comes out of a Secret has a stand-in of the
 * same kind.
 *
 * @param values all of them
 * @param shown those that anybody can read in a manifest, even where a Secret has another value for them
 * @param problems ConfigMaps that are named and not there
 */
record Environment(Map<String, String> values, Map<String, String> shown, List<String> problems) {
    private static final String STAND_IN = "stand-in-for-a-secret-of-some-length";

    static Environment of(Container container, Rendering rendering) {
        Map<String, String> values = new TreeMap<>();
        Map<String, String> shown = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (JsonNode source : container.json().path("envFrom")) {
            String name = source.at("/configMapRef/name").asText();
            rendering
                    .find("ConfigMap", name)
                    .ifPresentOrElse(
                            map -> shown.putAll(Nodes.texts(map.at("/data"))),
                            () -> problems.add(container.id() + ": there is no ConfigMap " + name));
        }
        values.putAll(shown);
        for (JsonNode variable : container.json().path("env")) {
            String name = variable.path("name").asText();
            if (variable.has("value")) {
                values.put(name, variable.path("value").asText());
                shown.put(name, variable.path("value").asText());
            } else if (variable.at("/valueFrom/secretKeyRef").isObject()) {
                values.put(name, standIn(name));
            } else {
                values.put(name, "sluice-processor-0");
            }
        }
        return new Environment(values, shown, problems);
    }

    /** The configuration by key, as the programs read it. */
    Map<String, String> configuration() {
        return ConfigSources.merge(Map.of(), Optional.empty(), values);
    }

    private static String standIn(String variable) {
        if (variable.endsWith("_REDIS_URL")) {
            return "redis://redis:6379";
        }
        return variable.endsWith("_URL") ? "https://example.com/" : STAND_IN;
    }
}
