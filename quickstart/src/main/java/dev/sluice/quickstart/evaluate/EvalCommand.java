package dev.sluice.quickstart.evaluate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.processor.evaluate.GoldenLines;
import dev.sluice.processor.evaluate.GoldenLines.Reading;
import dev.sluice.processor.evaluate.Scores;
import dev.sluice.profile.Example;
import dev.sluice.profile.LoadedProfile;
import dev.sluice.profile.ProfileFault;
import dev.sluice.quickstart.connect.ConfigOptions;
import dev.sluice.quickstart.demo.LlmChoice;
import dev.sluice.quickstart.terminal.CommandFailedException;
import dev.sluice.quickstart.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice eval}. */
@Command(
        name = "eval",
        header = "Measure a profile or a model by documents with known results",
        description = {
            "Takes the profile's golden set through the real steps and tells how many fields and labels are right, how"
                    + " far confidence can be trusted, what would be held, and what it took. No broker or registry is"
                    + " needed. Without a model configured the offline rules serve.",
            "",
            "Exit code 0 if all is well, 1 if a threshold is missed or a document could not be finished."
        },
        footer = {
            "",
            "@|bold Examples|@",
            "  sluice eval invoice",
            "  sluice eval invoice --documents january.jsonl --min-label-accuracy 0.9 || exit 1",
            "  sluice eval review --llm simulated --steps chain --compare steps=combined",
            "  sluice eval review --set llm.model=gpt-5-mini --compare llm.model=gpt-5",
            "  sluice eval support-email --corrections last-month.jsonl --compare examples=0",
            "  sluice eval ticket --set profiles.dir=kinds --compare profiles.dir=kinds-v2 --json"
        })
public final class EvalCommand implements Callable<Integer> {
    private static final String STEPS = "steps";
    private static final String EXAMPLES = "examples";

    private final Terminal terminal;

    @Parameters(paramLabel = "PROFILE", description = "The profile's name.")
    private String profile = "";

    @Option(
            names = "--documents",
            paramLabel = "FILE",
            description = "Other documents than the golden set: one JSON object to a line, with text and with fields,"
                    + " label or both.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--compare",
            paramLabel = "KEY=VALUE",
            description = "Measure a second time with this configuration value and show both; repeat it for more."
                    + " steps=chain, steps=combined and examples=N stand for --steps and --examples.")
    private Map<String, String> compare = new HashMap<>();

    @Option(
            names = "--steps",
            paramLabel = "HOW",
            description = "chain (a call for each step) or combined (one call for all, about short documents); as the"
                    + " profile says if not given.")
    private Optional<StepMode> steps = Optional.empty();

    @Option(
            names = "--examples",
            paramLabel = "N",
            description = "How many similar examples go with a document, 0 to 10; as the profile says if not given.")
    private Optional<Integer> examples = Optional.empty();

    @Option(
            names = "--corrections",
            paramLabel = "FILE",
            description = "Documents that people corrected, in the format of --documents: the similar examples are"
                    + " chosen among them, too.")
    private Optional<Path> corrections = Optional.empty();

    @Option(
            names = "--llm",
            paramLabel = "WHO",
            description = "Who answers: offline (rules), simulated (a model server of its own), or real (the configured"
                    + " model). Real if one is configured, else offline.")
    private Optional<LlmChoice> llm = Optional.empty();

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "How many documents at a time, 1 to 256; 4 if not given.")
    private int parallel = 4;

    @Option(
            names = "--max-wait",
            paramLabel = "SECONDS",
            description = "How long one document is tried while a provider is out of order; 60 if not given.")
    private int maxWait = 60;

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    @Mixin
    private final ThresholdOptions thresholds = new ThresholdOptions();

    @Mixin
    private final ConfigOptions config;

    public EvalCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.config = new ConfigOptions(environment);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (parallel < 1 || parallel > 256) {
            throw new CommandFailedException("--parallel is " + parallel + ". Give a number from 1 to 256.");
        }
        Variant first = new Variant(profile, config.values(), llm, steps, examples);
        LoadedProfile loaded = first.load();
        TestSet documents =
                new TestSet(documents(loaded), corrections.isPresent() ? read(loaded, corrections.get()) : List.of());
        Scores scores = first.measure(documents, parallel, Duration.ofSeconds(maxWait));
        if (compare.isEmpty()) {
            show(loaded, scores);
            return verdict(scores);
        }
        Scores others = second(first).measure(documents, parallel, Duration.ofSeconds(maxWait));
        show(loaded, scores, others);
        // The second is the candidate: it is what the thresholds are about.
        return verdict(others);
    }

    private Variant second(Variant first) {
        Map<String, String> changes = new HashMap<>(compare);
        Optional<StepMode> mode = Optional.ofNullable(changes.remove(STEPS)).map(EvalCommand::mode);
        Optional<Integer> count = Optional.ofNullable(changes.remove(EXAMPLES)).map(EvalCommand::count);
        return first.with(changes, mode, count);
    }

    private static StepMode mode(String text) {
        try {
            return StepMode.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException("--compare steps is " + text + ". Give steps=chain or steps=combined.", e);
        }
    }

    private static int count(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new CommandFailedException(
                    "--compare examples is " + text + ". Give a number, such as examples=0.", e);
        }
    }

    private List<Example> documents(LoadedProfile loaded) throws IOException {
        List<Example> documents = file.isPresent() ? read(loaded, file.get()) : loaded.golden();
        if (documents.isEmpty()) {
            throw new CommandFailedException(
                    file.isPresent()
                            ? file.get() + " holds no documents. Write one JSON object to a line, with text, fields and"
                                    + " label."
                            : loaded.folder() + "/golden holds no documents. Add some, or name a file with"
                                    + " --documents.");
        }
        return documents;
    }

    private static List<Example> read(LoadedProfile loaded, Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new CommandFailedException("There is no readable file " + file + ". Correct the path.");
        }
        return switch (GoldenLines.read(loaded.profile(), file.toString(), Files.readAllLines(file))) {
            case Reading.Documents read -> read.documents();
            case Reading.Faulty faulty ->
                throw new CommandFailedException(
                        faulty.faults().stream().map(ProfileFault::toString).collect(Collectors.joining("\n  ")));
        };
    }

    private void show(LoadedProfile loaded, Scores scores) {
        if (json) {
            terminal.out().line(ScoresJson.text(ScoresJson.of(scores)));
        } else {
            head(loaded, scores);
            terminal.out().line("Engine: " + scores.engine());
            terminal.out().gap();
            new ScoresText(terminal.out()).write(scores);
        }
    }

    private void show(LoadedProfile loaded, Scores scores, Scores others) {
        if (json) {
            ObjectNode both = JsonNodeFactory.instance.objectNode();
            both.set("a", ScoresJson.of(scores));
            both.set("b", ScoresJson.of(others));
            terminal.out().line(ScoresJson.text(both));
        } else {
            head(loaded, scores);
            String changes = new TreeMap<>(compare)
                    .entrySet().stream()
                            .map(change -> change.getKey() + "=" + change.getValue())
                            .collect(Collectors.joining(", "));
            String before = steps.map(mode -> "steps=" + mode).orElse("as configured");
            new ScoresText(terminal.out()).compare(before, scores, changes, others);
        }
    }

    private void head(LoadedProfile loaded, Scores scores) {
        terminal.out()
                .line(terminal.out().style().bold(profile) + ": " + scores.documents() + " documents of "
                        + file.map(Path::toString).orElse(loaded.folder() + "/golden"));
    }

    private int verdict(Scores scores) {
        List<String> missed = thresholds.thresholds().missed(scores);
        missed.forEach(each -> terminal.err().line(terminal.err().style().bad("missed:") + " " + each + "."));
        return missed.isEmpty() ? 0 : 1;
    }
}
