package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.cluster.SharedCluster;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two instances keep to one limit of the provider's together, and lose nothing by it. */
@ExtendWith(SharedCluster.class)
final class SharedLimitIT {
    private static final int PER_MINUTE = 180;
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    void twoInstancesShareOneLimit(Cluster cluster) throws Exception {
        Load load = new Load(50, 50);
        SimulatedLlmSettings limited =
                SimulatedLlmSettings.builder().requestsPerMinute(PER_MINUTE).build();
        try (Stack stack = Stack.start(cluster, folder, 4);
                SimulatedLlm llm = SimulatedLlm.start(limited);
                Outcomes outcomes = stack.outcomes();
                ProcessorApp one = Stack.processor(config(stack, llm, "one"));
                ProcessorApp two = Stack.processor(config(stack, llm, "two"))) {
            await().atMost(LONG).until(() -> instances(one) == 2 && instances(two) == 2);
            Instant start = Instant.now();
            load.produceTo(stack);

            outcomes.awaitCount(load.documents(), Duration.ofMinutes(3));

            long seconds = Duration.between(start, Instant.now()).toSeconds();
            load.assertComplete(outcomes);
            assertThat(llm.calls().total())
                    .as("calls in %s s; each of two could make twenty at once", seconds)
                    .isLessThan(seconds * PER_MINUTE / 60 + 50);
            int calls = load.documents() * Load.STAGES;
            assertThat(llm.calls().total() - calls)
                    .as("calls in vain, of %s", calls)
                    .isLessThanOrEqualTo(calls / 20);
        }
    }

    private static Map<String, String> config(Stack stack, SimulatedLlm llm, String instance) {
        Map<String, String> config = Load.config(stack, llm, instance);
        config.put("llm.requests.per.minute", Integer.toString(PER_MINUTE));
        return config;
    }

    private static double instances(ProcessorApp app) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.httpPort() + "/metrics"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("sluice_instances "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                    .findFirst()
                    .orElse(0);
        }
    }
}
