package dev.sluice.quickstart.profiles;

import dev.sluice.processor.ProcessorConfig;
import dev.sluice.profile.LoadedProfile;
import dev.sluice.profile.Profile;
import dev.sluice.profile.ProfileException;
import dev.sluice.profile.ProfileFault;
import dev.sluice.profile.ProfileLoader;
import dev.sluice.quickstart.connect.ConfigOptions;
import dev.sluice.quickstart.connect.WithoutCluster;
import dev.sluice.quickstart.terminal.Screen;
import dev.sluice.quickstart.terminal.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluice profiles check}. */
@Command(
        name = "check",
        header = "Check profiles: every mistake with its file, its line and what to do",
        description =
                "Checks settings, schema, prompts, rules, categories, examples and golden sets, as the start of the"
                        + " processor does, and the golden sets on top. Exit code 0 if all is well, 1 if not.",
        footer = {
            "",
            "@|bold Examples|@",
            "  sluice profiles check kinds/parking-ticket",
            "  sluice profiles check kinds || exit 1                   # in a build"
        })
final class CheckProfilesCommand implements Callable<Integer> {
    private static final String BUILT_IN = "builtin/";

    private final Screen screen;

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description =
                    "A profile, or a folder of profiles; the one that the configuration names (profiles.dir) if not"
                            + " given, else the built-in ones.")
    private Optional<Path> folder = Optional.empty();

    @Mixin
    private final ConfigOptions config;

    CheckProfilesCommand(Terminal terminal, Map<String, String> environment) {
        this.screen = terminal.out();
        this.config = new ConfigOptions(environment);
    }

    @Override
    public Integer call() {
        ProcessorConfig settings = WithoutCluster.config(config.values());
        List<Path> folders = ProfileFolders.of(folder, settings);
        try {
            for (LoadedProfile loaded : new ProfileLoader(settings.engines()).loadWithGolden(folders)) {
                if (folders.isEmpty() || !loaded.folder().startsWith(BUILT_IN)) {
                    screen.line(loaded.folder() + ": " + screen.style().good("no mistakes") + " (" + contents(loaded)
                            + ")");
                }
            }
            return 0;
        } catch (ProfileException e) {
            for (ProfileFault fault : e.faults()) {
                screen.line(fault.toString());
            }
            screen.line(screen.style()
                    .bad(e.faults().size() == 1 ? "1 mistake" : e.faults().size() + " mistakes"));
            return 1;
        }
    }

    private static String contents(LoadedProfile loaded) {
        Profile profile = loaded.profile();
        return counted(profile.fields().json().path("properties").size(), "field") + ", "
                + counted(profile.labels().size(), "label") + ", "
                + counted(profile.examples().size(), "example") + ", "
                + counted(loaded.golden().size(), "golden document");
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
