package dev.sluice.quickstart.profiles;

import dev.sluice.processor.ProcessorConfig;
import dev.sluice.profile.LoadedProfile;
import dev.sluice.profile.ProfileLoader;
import dev.sluice.quickstart.connect.ConfigOptions;
import dev.sluice.quickstart.connect.WithoutCluster;
import dev.sluice.quickstart.terminal.Screen;
import dev.sluice.quickstart.terminal.Table;
import dev.sluice.quickstart.terminal.Terminal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice profiles list}. */
@Command(name = "list", header = "Show the profiles that documents can have")
final class ListProfilesCommand implements Callable<Integer> {
    private final Screen screen;

    @Option(
            names = "--in",
            paramLabel = "DIR",
            description =
                    "The folder of your profiles; the one that the configuration names (profiles.dir) if not given.")
    private Optional<Path> folder = Optional.empty();

    @Mixin
    private final ConfigOptions config;

    ListProfilesCommand(Terminal terminal, Map<String, String> environment) {
        this.screen = terminal.out();
        this.config = new ConfigOptions(environment);
    }

    @Override
    public Integer call() {
        Table table = new Table("NAME", "FROM", "LABELS");
        ProcessorConfig settings = WithoutCluster.config(config.values());
        for (LoadedProfile loaded :
                new ProfileLoader(settings.engines()).loadWithGolden(ProfileFolders.of(folder, settings))) {
            table.add(
                    loaded.profile().name(),
                    loaded.folder(),
                    String.join(", ", loaded.profile().labels()));
        }
        screen.lines(table.lines(screen.style()));
        return 0;
    }
}
