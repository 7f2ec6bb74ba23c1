package dev.sluice.k8s;

import dev.sluice.processor.observe.HttpEndpoints;
import dev.sluice.processor.observe.HttpEndpoints.Status;
import dev.sluice.processor.observe.HttpSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Each program is asked all three questions, by paths that it answers. Whether it is alive is asked where a rebalance or a broker
 * that is away does not count, and whether it is ready where they do.
 */
final class ProbesCheck implements Check {
    private static final String CONSOLE_ROUTES = "dev.sluice.console.web.Route";

    @Override
    public List<String> problems(Rendering rendering) {
        List<String> problems = new ArrayList<>();
        for (Container container : rendering.running("processor")) {
            expect(container, "startupProbe", "/healthz", problems);
            expect(container, "livenessProbe", "/healthz", problems);
            expect(container, "readinessProbe", "/readyz", problems);
            answered(container, processorPaths(container), problems);
        }
        for (Container container : rendering.running("console")) {
            expect(container, "startupProbe", "/health/live", problems);
            expect(container, "livenessProbe", "/health/live", problems);
            expect(container, "readinessProbe", "/health/ready", problems);
            answered(container, consolePaths(), problems);
        }
        rendering
                .of("PodMonitor")
                .flatMap(each -> Nodes.stream(each.at("/spec/podMetricsEndpoints")))
                .map(each -> each.path("path").asText())
                .filter(path -> !path.equals("/metrics"))
                .forEach(path -> problems.add("a PodMonitor asks for " + path + "; metrics are at /metrics"));
        return problems;
    }

    private static void expect(Container container, String probe, String path, List<String> problems) {
        String asked = container.json().at("/" + probe + "/httpGet/path").asText();
        if (!asked.equals(path)) {
            problems.add(container.id() + ": " + probe + " asks " + (asked.isEmpty() ? "nothing" : asked)
                    + "; the question is " + path);
        }
    }

    private static void answered(Container container, Set<String> paths, List<String> problems) {
        container.json().findValuesAsText("path").stream()
                .filter(path -> !paths.contains(path))
                .forEach(path -> problems.add(container.id() + ": does not answer " + path));
    }

    /** Those of the container's probes that the processor's real endpoints answer with yes. */
    private static Set<String> processorPaths(Container container) {
        Set<String> answered = new TreeSet<>();
        Status yes = new Status(true, "yes");
        try (HttpEndpoints endpoints =
                        HttpEndpoints.start(new HttpSettings("127.0.0.1", 0), () -> yes, () -> yes, () -> "");
                HttpClient client = HttpClient.newHttpClient()) {
            for (String path : container.json().findValuesAsText("path")) {
                URI address = URI.create("http://127.0.0.1:" + endpoints.port() + path);
                if (client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                                .statusCode()
                        == 200) {
                    answered.add(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return answered;
    }

    private static Set<String> consolePaths() {
        try {
            Class<?> routes = Class.forName(CONSOLE_ROUTES);
            Method path = routes.getDeclaredMethod("path");
            path.setAccessible(true);
            Set<String> paths = new TreeSet<>();
            for (Object route : routes.getEnumConstants()) {
                paths.add((String) path.invoke(route));
            }
            return paths;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(CONSOLE_ROUTES + " is not what it was: look what this check needs now", e);
        }
    }
}
