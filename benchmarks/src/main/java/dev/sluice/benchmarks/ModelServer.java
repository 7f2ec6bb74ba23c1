package dev.sluice.benchmarks;

import dev.sluice.devstack.llm.Latency;
import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import java.util.concurrent.CountDownLatch;

/** The simulated model server in a process of its own, so that its processor time is not counted as the pipeline's. */
final class ModelServer {
    private ModelServer() {}

    /** Serves on the port given until the process is killed. */
    public static void main(String[] args) throws InterruptedException {
        SimulatedLlmSettings settings = SimulatedLlmSettings.builder()
                .latency(Latency.fixed(Variant.CALL))
                .build();
        try (SimulatedLlm server = SimulatedLlm.start(settings, Integer.parseInt(args[0]))) {
            new CountDownLatch(1).await();
        }
    }
}
