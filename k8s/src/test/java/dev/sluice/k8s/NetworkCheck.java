package dev.sluice.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Pods are closed but for what a policy opens, and what their configuration names is open to them: brokers, registry, models, Redis
 * and, for all, names. Nothing is open to all ports or to the cloud's metadata service.
 */
final class NetworkCheck implements Check {
    private static final String METADATA_SERVICE = "169.254.0.0/16";

    @Override
    public List<String> problems(Rendering rendering) {
        List<String> problems = new ArrayList<>();
        List<Manifest> policies = rendering.of("NetworkPolicy").toList();
        for (Workload workload : rendering.workloads()) {
            boolean isClosed = policiesOf(workload, policies, rendering)
                    .anyMatch(policy ->
                            Nodes.list(policy.at("/spec/policyTypes")).containsAll(List.of("Ingress", "Egress"))
                                    && !policy.at("/spec").has("ingress")
                                    && !policy.at("/spec").has("egress"));
            if (!isClosed) {
                problems.add(workload.manifest().id() + ": no policy closes its pods");
            }
            Set<Integer> open = egress(workload, policies, rendering);
            for (int port : destinations(workload, rendering)) {
                if (!open.contains(port)) {
                    problems.add(workload.manifest().id() + ": no policy lets it reach port " + port);
                }
            }
        }
        policies.forEach(policy -> narrow(policy, problems));
        return problems;
    }

    private static Stream<Manifest> policiesOf(Workload workload, List<Manifest> policies, Rendering rendering) {
        return policies.stream()
                .filter(policy -> Selectors.selected(policy.at("/spec/podSelector"), rendering)
                        .contains(workload));
    }

    private static Set<Integer> egress(Workload workload, List<Manifest> policies, Rendering rendering) {
        Set<Integer> ports = new TreeSet<>();
        policiesOf(workload, policies, rendering)
                .forEach(policy -> policy.at("/spec/egress")
                        .forEach(rule -> rule.path("ports")
                                .forEach(port -> ports.add(port.path("port").asInt()))));
        return ports;
    }

    /** The ports that its configuration has it connect to. */
    private static Set<Integer> destinations(Workload workload, Rendering rendering) {
        Set<Integer> ports = new TreeSet<>(Set.of(53));
        for (Container container : workload.containers()) {
            Map<String, String> configuration =
                    Environment.of(container, rendering).configuration();
            configuration.forEach((key, value) -> {
                if (key.equals("kafka.bootstrap.servers")) {
                    Stream.of(value.split(",", -1))
                            .forEach(each -> ports.add(Integer.parseInt(each.substring(each.lastIndexOf(':') + 1))));
                } else if (key.endsWith(".url") && !key.equals("console.url")) {
                    URI address = URI.create(value);
                    ports.add(address.getPort() < 0 ? 443 : address.getPort());
                }
            });
        }
        return ports;
    }

    private static void narrow(Manifest policy, List<String> problems) {
        for (String direction : List.of("ingress", "egress")) {
            for (JsonNode rule : policy.at("/spec/" + direction)) {
                String peers = direction.equals("ingress") ? "from" : "to";
                if (rule.path("ports").isEmpty() || rule.path(peers).isEmpty()) {
                    problems.add(policy.id() + ": opens all ports, or is open to all");
                }
                for (JsonNode block : rule.findValues("ipBlock")) {
                    if (block.path("cidr").asText().equals("0.0.0.0/0")
                            && !Nodes.list(block.path("except")).contains(METADATA_SERVICE)) {
                        problems.add(policy.id() + ": opens the metadata service, " + METADATA_SERVICE);
                    }
                }
            }
        }
    }
}
