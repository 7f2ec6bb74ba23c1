package dev.sluice.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Which workloads' pods a selector selects. */
final class Selectors {
    private Selectors() {}

    /** @param selector with matchLabels and matchExpressions, or labels alone as Services have them */
    static List<Workload> selected(JsonNode selector, Rendering rendering) {
        return rendering.workloads().stream()
                .filter(each -> matches(selector, each.labels()))
                .toList();
    }

    private static boolean matches(JsonNode selector, Map<String, String> labels) {
        boolean isPlain = !selector.has("matchLabels") && !selector.has("matchExpressions");
        Map<String, String> wanted = Nodes.texts(isPlain ? selector : selector.path("matchLabels"));
        return labels.entrySet().containsAll(wanted.entrySet())
                && Nodes.stream(selector.path("matchExpressions")).allMatch(each -> matchesExpression(each, labels));
    }

    private static boolean matchesExpression(JsonNode expression, Map<String, String> labels) {
        if (!expression.path("operator").asText().equals("In")) {
            throw new AssertionError("Only the operator In is understood here: " + expression);
        }
        return Nodes.list(expression.path("values"))
                .contains(labels.getOrDefault(expression.path("key").asText(), ""));
    }
}
