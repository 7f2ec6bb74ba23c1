package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.devstack.llm.Latency;
import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.cluster.SharedCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is promised when processes die: one outcome for each document, in the order of its versions. */
@ExtendWith(SharedCluster.class)
final class KillIT {
    private static final SimulatedLlmSettings SLOW = SimulatedLlmSettings.builder()
            .latency(Latency.logNormal(Duration.ofMillis(300), 0.4))
            .build();
    private static final Duration LONG = Duration.ofMinutes(2);

    /** Outlives the test, to be read when it failed. */
    private static final Path LOG = Path.of("target", "kill-instances.log");

    @TempDir
    private Path folder;

    @Test
    void everyDocumentHasOneOutcomeInOrderAlthoughTheProcessIsKilledAgainAndAgain(Cluster cluster) {
        Load load = new Load(300, 100);
        try (Stack stack = Stack.start(cluster, folder, 2);
                SimulatedLlm llm = SimulatedLlm.start(SLOW);
                Outcomes outcomes = stack.outcomes()) {
            load.produceTo(stack);
            Map<String, String> config = Load.config(stack, llm, "killed");
            config.put("kafka.group.instance.id", "killed");

            // Never, here: who joins under the same name has the partitions at once, without waiting for the crashed
            // one.
            config.put("kafka.session.timeout.ms", "1500000");

            for (int kill = 1; kill <= 2; kill++) {
                try (ProcessorProcess instance = start(config)) {
                    awaitCalls(llm, 100);
                    instance.kill();
                }
            }
            killAtTheFirstCall(llm, config);
            try (ProcessorProcess instance = start(config)) {
                outcomes.awaitCount(load.documents(), LONG);
                instance.terminate();
            }

            load.assertComplete(outcomes);
            int needed = load.documents() * Load.STAGES;
            assertThat(outcomes.usage()).as("each result took effect once").hasSize(needed);
            assertThat(llm.calls().total() - needed)
                    .as("calls made again: at most those in flight at the kills")
                    .isBetween(1L, 3L * 2 * Load.STAGES * Load.MAX_IN_FLIGHT);
        }
    }

    @Test
    void anInstanceThatIsToldToStopFinishesItsCallsAndRepeatsNone(Cluster cluster) {
        Load load = new Load(200, 200);
        try (Stack stack = Stack.start(cluster, folder, 1);
                SimulatedLlm llm = SimulatedLlm.start(SLOW);
                Outcomes outcomes = stack.outcomes()) {
            load.produceTo(stack);
            Map<String, String> config = Load.config(stack, llm, "stopped");
            // A pause of the machine is not to look as if it were gone. Who comes after it under the same name need not
            // wait.
            config.put("kafka.group.instance.id", "stopped");
            config.put("kafka.session.timeout.ms", "60000");
            try (ProcessorProcess instance = start(config)) {
                awaitCalls(llm, 100);
                instance.terminate();
                assertThat(instance.readLog()).contains("Stopped");
            }
            try (ProcessorProcess instance = start(config)) {
                outcomes.awaitCount(load.documents(), LONG);
                instance.terminate();
            }
            load.assertComplete(outcomes);
            assertThat(llm.calls().total()).isEqualTo((long) load.documents() * Load.STAGES);
        }
    }

    private void killAtTheFirstCall(SimulatedLlm llm, Map<String, String> config) {
        await().until(() -> llm.calls().inFlight() == 0);
        long calls = llm.calls().total();
        try (ProcessorProcess instance = ProcessorProcess.start(config, folder, LOG)) {
            await().atMost(LONG)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> llm.calls().total() > calls);
            instance.kill();
        }
    }

    private ProcessorProcess start(Map<String, String> config) {
        return ProcessorProcess.start(config, folder, LOG).awaitRunning();
    }

    /** Waits until some more calls were made, and some are under way. */
    private static void awaitCalls(SimulatedLlm llm, long more) {
        long wanted = llm.calls().total() + more;
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> llm.calls().total() >= wanted && llm.calls().inFlight() > 10);
    }
}
