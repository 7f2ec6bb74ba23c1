package dev.sluice.acceptance.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A rule that Prometheus evaluates.
 *
 * @param name of the alert, or of the series that is recorded
 * @param labels of the alert
 * @param annotations of the alert
 */
record Rule(
        boolean isAlert, String name, PromQl expression, Map<String, String> labels, Map<String, String> annotations) {
    static final Path FOLDER = Path.of("..", "observability", "prometheus");
    private static final String ALERT = "alert";

    Rule {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** All that are there. */
    static List<Rule> all() throws IOException {
        List<Rule> rules = new ArrayList<>();
        JsonNode file = new YAMLMapper().readTree(FOLDER.resolve("rules.yml").toFile());
        file.path("groups").forEach(group -> group.path("rules").forEach(rule -> rules.add(of(rule))));
        return rules;
    }

    static List<Rule> alerts() throws IOException {
        return all().stream().filter(Rule::isAlert).toList();
    }

    private static Rule of(JsonNode rule) {
        boolean isAlert = rule.has(ALERT);
        return new Rule(
                isAlert,
                rule.path(isAlert ? ALERT : "record").asText(),
                new PromQl(rule.path("expr").asText()),
                texts(rule.path("labels")),
                texts(rule.path("annotations")));
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new TreeMap<>();
        node.properties()
                .forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
        return texts;
    }
}
