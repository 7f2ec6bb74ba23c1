package dev.sluice.quickstart.profiles;

import dev.sluice.processor.ProcessorConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the profiles of one's own are: in the folder that is given, else in the one that the configuration names. */
final class ProfileFolders {
    private ProfileFolders() {}

    /** That folder; none if only the built-in profiles are meant. */
    static List<Path> of(Optional<Path> given, ProcessorConfig config) {
        return given.or(config::profiles).stream().toList();
    }
}
