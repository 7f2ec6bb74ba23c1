package dev.sluice.quickstart.profiles;

import dev.sluice.processor.ProcessorConfig;
import dev.sluice.processor.llm.ModelEndpoint;
import dev.sluice.processor.llm.RequestJson;
import dev.sluice.processor.prompt.PromptRenderer;
import dev.sluice.profile.LiveProfiles;
import dev.sluice.profile.ProfileLoader;
import dev.sluice.quickstart.connect.ConfigOptions;
import dev.sluice.quickstart.connect.WithoutCluster;
import dev.sluice.quickstart.terminal.CommandFailedException;
import dev.sluice.quickstart.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice prompts render}. */
@Command(
        name = "render",
        header = "Show the request that would be sent to the model for a file",
        description = {
            "The file is read and put into words as the processor does it, and the body of the HTTP request is written"
                    + " to standard output as JSON. Nothing is sent, and no broker or key is needed.",
            "",
            "For summarize and classify, what the offline rules find in the file stands where the extraction of the"
                    + " earlier stage would stand."
        },
        footer = {
            "",
            "@|bold Examples|@",
            "  sluice prompts render invoice extract scan.pdf",
            "  sluice prompts render parking-ticket classify --in kinds t.txt | jq -r '.messages[].content'"
        })
final class RenderPromptCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "PROFILE", description = "The profile's name.")
    private String profile = "";

    @Parameters(
            index = "1",
            paramLabel = "STEP",
            description = "extract, summarize, classify, or combined for all three in one question.",
            converter = PromptedStep.Converter.class)
    private PromptedStep step = PromptedStep.EXTRACT;

    @Parameters(index = "2", paramLabel = "FILE", description = "The document.")
    private Path file = Path.of("");

    @Option(
            names = "--in",
            paramLabel = "DIR",
            description =
                    "The folder of your profiles; the one that the configuration names (profiles.dir) if not given.")
    private Optional<Path> folder = Optional.empty();

    @Mixin
    private final ConfigOptions config;

    RenderPromptCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.config = new ConfigOptions(environment);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, String> values = config.values();
        ProcessorConfig settings = WithoutCluster.config(values);
        LiveProfiles profiles =
                new LiveProfiles(new ProfileLoader(settings.engines()).load(ProfileFolders.of(folder, settings)));
        DocumentTask reader = new DocumentTask(profiles, settings.ingest());
        PromptRenderer prompts = new PromptRenderer();
        ModelEndpoint endpoint = settings.models().stream().findFirst().orElseGet(() -> standardModel(values));
        String request = RequestJson.of(
                step.render(prompts, reader.read(file, profile, step.stage()))
                        .request(endpoint.parameters().maxOutputTokens()),
                endpoint);
        terminal.out().line(request);
        return 0;
    }

    /** The one that a key alone would choose: without a model configured, there is no telling which it will be. */
    private static ModelEndpoint standardModel(Map<String, String> values) {
        Map<String, String> withServer = new HashMap<>(values);
        withServer.put("llm.base.url", "https://api.openai.com/v1");
        return WithoutCluster.config(withServer).models().stream()
                .findFirst()
                .orElseThrow(
                        () -> new CommandFailedException("No model is configured. Set llm.base.url or llm.api.key."));
    }
}
