package dev.sluice.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Alerts are about metrics that there are, and tell how bad it is and what it means. */
final class AlertsCheck implements Check {
    @Override
    public List<String> problems(Rendering rendering) {
        List<String> problems = new ArrayList<>();
        rendering
                .of("PrometheusRule")
                .forEach(rules -> rules.at("/spec/groups")
                        .forEach(group -> group.path("rules").forEach(rule -> look(rules, rule, problems))));
        return problems;
    }

    private static void look(Manifest rules, JsonNode rule, List<String> problems) {
        MetricNames.unknown(rule.path("expr").asText())
                .forEach(name -> problems.add(rules.id() + ": there is no metric " + name));
        if (rule.has("alert")) {
            for (String field : List.of("/labels/severity", "/annotations/summary", "/annotations/description")) {
                if (rule.at(field).asText().isEmpty()) {
                    problems.add(rules.id() + ": " + rule.path("alert").asText() + " lacks " + field);
                }
            }
        }
    }
}
