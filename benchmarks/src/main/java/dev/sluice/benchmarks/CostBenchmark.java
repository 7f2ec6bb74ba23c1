package dev.sluice.benchmarks;

import dev.sluice.devstack.Registry;
import dev.sluice.devstack.llm.Fault;
import dev.sluice.devstack.llm.Latency;
import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import dev.sluice.profile.LoadedProfile;
import dev.sluice.profile.ProfileLoader;
import dev.sluice.runtime.log.Logging;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.registry.SchemaRegistrar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the same documents cost in different ways of asking: the golden sets of all built-in profiles, of which every third
 * document comes a second time under another id. Two simulated models answer: a small one, which is often unsure and
 * sometimes wrong, and a large one at five times its price.
 */
public final class CostBenchmark {
    private static final int EVERY_THIRD = 3;
    private static final Duration CALL = Duration.ofMillis(20);

    private CostBenchmark() {}

    /**
     * Measures.
     *
     * @param args the folder of the built-in profiles
     */
    public static void main(String[] args) throws Exception {
        Logging.off();
        Path profiles = Path.of(args[0]);
        Path folder = Files.createTempDirectory("sluice-cost");
        System.out.println("Logs: " + folder);
        List<RawDocument> documents = documents();
        SimulatedLlmSettings steady =
                SimulatedLlmSettings.builder().latency(Latency.fixed(CALL)).build();
        SimulatedLlmSettings shaky = steady.toBuilder()
                .fault(Fault.LOW_CONFIDENCE, 0.15)
                .fault(Fault.MISSING_FIELD, 0.05)
                .build();
        try (Registry registry = Registry.start(folder.resolve("registry"));
                SimulatedLlm small = SimulatedLlm.start(shaky);
                SimulatedLlm large = SimulatedLlm.start(steady);
                SchemaRegistrar registrar = new SchemaRegistrar(Map.of("schema.registry.url", registry.url()))) {
            registrar.registerAll();
            System.out.print(CostMeasurement.HEAD);
            for (CostVariant variant : CostVariant.ALL) {
                Path home = Files.createDirectories(folder.resolve("run-" + CostVariant.ALL.indexOf(variant)));
                CostRun run = new CostRun(variant, home, profiles, registry.url(), small.baseUrl(), large.baseUrl());
                System.out.println(run.measure(documents, again(documents)).row());
            }
        }
        PipelineBenchmark.delete(folder);
    }

    private static List<RawDocument> documents() {
        List<RawDocument> documents = new ArrayList<>();
        for (LoadedProfile loaded : new ProfileLoader().loadWithGolden(List.of())) {
            loaded.golden()
                    .forEach(example -> documents.add(RawDocument.newBuilder()
                            .setContent(example.text())
                            .setMediaType("text/plain")
                            .setProfile(loaded.profile().name())
                            .build()));
        }
        return documents;
    }

    private static List<RawDocument> again(List<RawDocument> documents) {
        List<RawDocument> again = new ArrayList<>();
        for (int i = 0; i < documents.size(); i += EVERY_THIRD) {
            again.add(documents.get(i));
        }
        return again;
    }
}
