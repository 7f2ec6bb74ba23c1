package dev.sluice.quickstart.profiles;

import dev.sluice.processor.config.ConfigTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the profiles of one's own are: in the folder that is given, else in the one that the configuration names. */
final class ProfileFolders {
    private ProfileFolders() {}

    /** That folder; none if only the built-in profiles are meant. */
    static List<Path> of(Optional<Path> given, Map<String, String> config) {
        return given
                .or(() -> Optional.ofNullable(config.get(ConfigTable.PROFILES_DIR))
                        .map(Path::of))
                .stream()
                .toList();
    }
}
