package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.devstack.llm.Outage;
import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import dev.sluice.processor.resilience.CircuitSettings;
import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.cluster.SharedCluster;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Outage is not poison: while something that is needed is down, documents wait. */
@ExtendWith(SharedCluster.class)
final class OutageIT {
    private static final SimulatedLlmSettings WORKING = SimulatedLlmSettings.defaults();
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    void documentsWaitForAProviderThatIsDown(Cluster cluster) throws Exception {
        Load load = new Load(50, 50);
        try (Stack stack = Stack.start(cluster, folder, 1);
                SimulatedLlm llm = SimulatedLlm.start(
                        WORKING.toBuilder().outage(Outage.UNAVAILABLE).build());
                Outcomes outcomes = stack.outcomes();
                ProcessorApp app = Stack.processor(Load.config(stack, llm, "only"))) {
            load.produceTo(stack);

            await().during(Duration.ofSeconds(15)).atMost(LONG).until(() -> {
                outcomes.poll(Duration.ofMillis(100));
                return outcomes.deadLetters().isEmpty() && outcomes.enriched().isEmpty();
            });
            assertThat(llm.calls().total())
                    .as("it was called, but left alone most of the time")
                    .isBetween((long) CircuitSettings.DEFAULTS.minCalls(), 4L * load.documents());

            llm.settings(WORKING);
            outcomes.awaitCount(load.documents(), LONG);
            load.assertComplete(outcomes);
            assertThat(outcomes.usage())
                    .as("calls that gave no answer are reported as well")
                    .hasSize((int) llm.calls().total())
                    .hasSizeGreaterThan(load.documents() * Load.STAGES);
        }
    }

    @Test
    void documentsWaitForARegistryThatIsDown(Cluster cluster) throws Exception {
        Load load = new Load(20, 20);
        try (Stack stack = Stack.start(cluster, folder, 1);
                SimulatedLlm llm = SimulatedLlm.start(WORKING);
                Outcomes outcomes = stack.outcomes();
                ProcessorApp app = Stack.processor(Load.config(stack, llm, "only"))) {
            stack.registry.stop();
            load.produceTo(stack);

            await().during(Duration.ofSeconds(5)).atMost(Duration.ofSeconds(15)).until(() -> {
                outcomes.poll(Duration.ofMillis(100));
                return outcomes.deadLetters().isEmpty() && outcomes.enriched().isEmpty();
            });

            stack.registry.restart();
            outcomes.awaitCount(load.documents(), LONG);
            load.assertComplete(outcomes);
        }
    }

    @Test
    void nothingIsLostOrDoubledWhenTheBrokerIsKilledAndComesBack(Cluster cluster) throws Exception {
        Load load = new Load(200, 100);
        SimulatedLlmSettings slow = WORKING.toBuilder()
                .latency(dev.sluice.devstack.llm.Latency.fixed(Duration.ofMillis(200)))
                .build();
        try (Stack stack = Stack.start(cluster, folder, 1);
                SimulatedLlm llm = SimulatedLlm.start(slow);
                Outcomes outcomes = stack.outcomes();
                ProcessorApp app = Stack.processor(Load.config(stack, llm, "only"))) {
            load.produceTo(stack);
            await().atMost(LONG).until(() -> llm.calls().total() > 100);

            stack.broker.kill();
            stack.broker.restart();

            outcomes.awaitCount(load.documents(), Duration.ofMinutes(2));
            load.assertComplete(outcomes);
        }
    }
}
