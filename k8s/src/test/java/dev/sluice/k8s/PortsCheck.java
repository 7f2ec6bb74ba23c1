package dev.sluice.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.console.WebSettings;
import dev.sluice.processor.observe.HttpSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * The port that a program listens on, by its configuration, is the one that its container shows, at an address that others reach;
 * and whoever names a port of pods (probe, Service, PodMonitor, NetworkPolicy, Ingress) names one that there is.
 */
final class PortsCheck implements Check {
    @Override
    public List<String> problems(Rendering rendering) {
        List<String> problems = new ArrayList<>();
        for (Container container : rendering.running("processor")) {
            HttpSettings http = Programs.processor(container, rendering).http();
            listens(container, http.host(), http.port(), problems);
        }
        for (Container container : rendering.running("console")) {
            WebSettings web = Programs.console(container, rendering).web();
            listens(container, web.host(), web.port(), problems);
        }
        for (Container container : rendering.containers()) {
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                JsonNode port = container.json().at("/" + probe + "/httpGet/port");
                if (!port.isMissingNode() && container.workload().port(port).isEmpty()) {
                    problems.add(
                            container.id() + ": " + probe + " asks at port " + port.asText() + ", which is not there");
                }
            }
        }
        rendering
                .of("Service")
                .forEach(service -> service.at("/spec/ports")
                        .forEach(port ->
                                expect(service, "/spec/selector", port.path("targetPort"), rendering, problems)));
        rendering
                .of("PodMonitor")
                .forEach(monitor -> monitor.at("/spec/podMetricsEndpoints")
                        .forEach(port -> expect(monitor, "/spec/selector", port.path("port"), rendering, problems)));
        rendering
                .of("NetworkPolicy")
                .forEach(policy -> policy.at("/spec/ingress")
                        .forEach(rule -> rule.path("ports")
                                .forEach(port ->
                                        expect(policy, "/spec/podSelector", port.path("port"), rendering, problems))));
        rendering.of("Ingress").forEach(ingress -> backends(ingress, rendering, problems));
        return problems;
    }

    private static void listens(Container container, String host, int port, List<String> problems) {
        if (!host.equals("0.0.0.0") && !host.equals("::")) {
            problems.add(container.id() + ": listens at " + host + ", where nobody outside of the pod reaches it");
        }
        if (Nodes.stream(container.json().path("ports"))
                .noneMatch(each -> each.path("containerPort").asInt() == port)) {
            problems.add(container.id() + ": listens at port " + port + ", and its ports have another");
        }
    }

    private static void expect(
            Manifest manifest, String selector, JsonNode port, Rendering rendering, List<String> problems) {
        for (Workload workload : Selectors.selected(manifest.at(selector), rendering)) {
            if (workload.port(port).isEmpty()) {
                problems.add(manifest.id() + ": " + workload.manifest().id() + " has no port " + port.asText());
            }
        }
    }

    private static void backends(Manifest ingress, Rendering rendering, List<String> problems) {
        for (JsonNode service : ingress.json().findValues("service")) {
            boolean isThere = rendering
                    .find("Service", service.path("name").asText())
                    .filter(each -> Nodes.stream(each.at("/spec/ports"))
                            .anyMatch(port -> port.path("name").equals(service.at("/port/name"))
                                    || port.path("port").equals(service.at("/port/number"))))
                    .isPresent();
            if (!isThere) {
                problems.add(ingress.id() + ": there is no such Service and port: " + service);
            }
        }
    }
}
