package dev.sluice.quickstart.evaluate;

import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import dev.sluice.processor.DirectRun;
import dev.sluice.processor.ProcessorConfig;
import dev.sluice.processor.evaluate.Evaluation;
import dev.sluice.processor.evaluate.Scores;
import dev.sluice.processor.example.SimilarExamples;
import dev.sluice.profile.LoadedProfile;
import dev.sluice.profile.Profile;
import dev.sluice.profile.ProfileLoader;
import dev.sluice.profile.Profiles;
import dev.sluice.quickstart.connect.WithoutCluster;
import dev.sluice.quickstart.demo.LlmChoice;
import dev.sluice.quickstart.terminal.CommandFailedException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is measured: a profile under a configuration.
 *
 * @param profile the profile's name
 * @param values the configuration
 * @param llm who answers, if it is not for the configuration to say
 * @param steps how models are asked; as the profile says if empty
 * @param examples how many similar examples go with a document, 0 to 10; as the profile says if empty
 */
record Variant(
        String profile,
        Map<String, String> values,
        Optional<LlmChoice> llm,
        Optional<StepMode> steps,
        Optional<Integer> examples) {
    /** No server of its own is asked for. */
    private static final int NO_PORT = 0;

    Variant {
        values = Map.copyOf(values);
        examples.filter(count -> count < 0 || count > 10).ifPresent(count -> {
            throw new CommandFailedException("examples is " + count + ". Give a number from 0 to 10.");
        });
    }

    /** The same with other configuration values, steps and examples. */
    Variant with(Map<String, String> changes, Optional<StepMode> otherSteps, Optional<Integer> otherExamples) {
        Map<String, String> changed = new HashMap<>(values);
        changed.putAll(changes);
        return new Variant(profile, changed, llm, otherSteps.or(() -> steps), otherExamples.or(() -> examples));
    }

    /**
     * Reads the profile, with its golden set.
     *
     * @throws CommandFailedException if there is no such profile
     */
    LoadedProfile load() {
        List<LoadedProfile> all = loaded(config(NO_PORT));
        return all.stream()
                .filter(loaded -> loaded.profile().name().equals(profile))
                .findFirst()
                .orElseThrow(() -> new CommandFailedException("There is no profile " + profile + ". Use one of "
                        + all.stream().map(each -> each.profile().name()).collect(Collectors.joining(", "))
                        + ", or name the folder of your own with --set profiles.dir=DIR."));
    }

    /** Takes the documents through. */
    Scores measure(TestSet documents, int parallel, Duration longestWait) throws InterruptedException {
        if (choice() != LlmChoice.SIMULATED) {
            return measure(config(NO_PORT), documents, parallel, longestWait);
        }
        try (SimulatedLlm server = SimulatedLlm.start(SimulatedLlmSettings.defaults())) {
            return measure(config(server.port()), documents, parallel, longestWait);
        }
    }

    private Scores measure(ProcessorConfig config, TestSet documents, int parallel, Duration longestWait)
            throws InterruptedException {
        if (steps.equals(Optional.of(StepMode.COMBINED)) && config.models().isEmpty()) {
            throw new CommandFailedException("The offline rules have no combined steps. Set llm.base.url or llm.api.key"
                    + " for a model, or use --llm simulated.");
        }
        Profiles profiles = new Profiles(loaded(config).stream()
                .map(LoadedProfile::profile)
                .map(this::changed)
                .toList());
        SimilarExamples similar = new SimilarExamples(documents.corrections(profile));
        try (DirectRun run = new DirectRun(config, profiles, similar, longestWait, Clock.systemUTC(), Thread::sleep)) {
            return new Evaluation(profile, parallel, System::nanoTime).run(run, documents.measured());
        }
    }

    private Profile changed(Profile each) {
        if (!each.name().equals(profile)) {
            return each;
        }
        Profile asked = steps.map(mode -> mode.apply(each)).orElse(each);
        return examples.map(asked::withSimilarExamples).orElse(asked);
    }

    private static List<LoadedProfile> loaded(ProcessorConfig config) {
        List<Path> folders = config.profiles().stream().toList();
        return new ProfileLoader(config.engines()).loadWithGolden(folders);
    }

    private LlmChoice choice() {
        return LlmChoice.of(llm, values);
    }

    private ProcessorConfig config(int simulatedPort) {
        return WithoutCluster.config(choice().apply(values, simulatedPort));
    }
}
