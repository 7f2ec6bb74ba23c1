package dev.sluice.profile;

import java.util.List;

/**
 * A profile with where it came from and the documents to evaluate it by.
 *
 * @param folder as the configuration names it; built-in ones begin with {@code builtin/}
 * @param golden documents with the results they should have; no model sees them before it is measured by them
 */
public record LoadedProfile(Profile profile, String folder, List<Example> golden) {

    public LoadedProfile {
        golden = List.copyOf(golden);
    }
}
