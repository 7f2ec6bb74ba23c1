package dev.sluice.k8s;

import dev.sluice.processor.llm.ModelEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where models are served by a Service of our own, every engine's address leads to a Service, and whatever it selects serves the
 * model by the name that the engine asks for, with room for its longest request and answer.
 */
final class ModelServerCheck implements Check {
    @Override
    public List<String> problems(Rendering rendering) {
        List<String> problems = new ArrayList<>();
        for (Container container : rendering.running("processor")) {
            Programs.processor(container, rendering).models().stream()
                    .filter(model -> !model.baseUrl().getHost().contains("."))
                    .forEach(model -> look(model, rendering, problems));
        }
        return problems;
    }

    private static void look(ModelEndpoint model, Rendering rendering, List<String> problems) {
        String host = model.baseUrl().getHost();
        Optional<Manifest> service = rendering.find("Service", host);
        if (service.isEmpty()) {
            problems.add("the engine " + model.name() + " is at " + host + ", and there is no such Service");
            return;
        }
        if (Nodes.stream(service.get().at("/spec/ports"))
                .noneMatch(port -> port.path("port").asInt() == model.baseUrl().getPort())) {
            problems.add(service.get().id() + ": has no port " + model.baseUrl().getPort());
        }
        List<Workload> servers = Selectors.selected(service.get().at("/spec/selector"), rendering);
        if (servers.size() != 1) {
            problems.add(service.get().id() + ": selects " + servers.size() + " colours; one at a time answers");
        }
        servers.forEach(server -> serves(server, model, problems));
    }

    private static void serves(Workload server, ModelEndpoint model, List<String> problems) {
        List<String> arguments =
                Nodes.list(server.containers().getFirst().json().path("args"));
        if (!arguments.contains("--served-model-name=" + model.model())) {
            problems.add(server.manifest().id() + ": does not serve " + model.model() + ", which the engine "
                    + model.name() + " asks it for");
        }
        // Tokens are counted as OpenAI does; other families need a third more.
        int needed =
                model.parameters().maxInputTokens() * 4 / 3 + model.parameters().maxOutputTokens();
        int room = arguments.stream()
                .filter(each -> each.startsWith("--max-model-len="))
                .mapToInt(each -> Integer.parseInt(each.substring(each.indexOf('=') + 1)))
                .findFirst()
                .orElse(0);
        if (room < needed) {
            problems.add(server.manifest().id() + ": --max-model-len is " + room + "; a request and its answer need "
                    + needed);
        }
    }
}
