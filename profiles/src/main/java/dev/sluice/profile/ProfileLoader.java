package dev.sluice.profile;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads profiles: the built-in ones, and those in folders that the configuration names. {@code profiles/README.md} describes
 * the format. Immutable and thread-safe.
 */
public final class ProfileLoader {
    /** The engines that every configuration has: the default model and the offline rules. */
    public static final Set<String> STANDARD_ENGINES = Set.of("model", "offline");

    private static final String BUILT_IN = "builtin/";

    private final Set<String> engines;

    /** A loader of profiles that use the {@linkplain #STANDARD_ENGINES standard engines}. */
    public ProfileLoader() {
        this(STANDARD_ENGINES);
    }

    /**
     * A loader of profiles that use the given engines.
     *
     * @param engines the names that steps may use
     */
    public ProfileLoader(Set<String> engines) {
        this.engines = Set.copyOf(engines);
    }

    /** The built-in profiles alone. */
    public Profiles load() {
        return load(List.of());
    }

    /**
     * The built-in profiles and those in folders. A profile replaces one of the same name that came before.
     *
     * @param folders each the folder of one profile, or a folder whose sub-folders are profiles
     * @throws ProfileException with every mistake in any of them
     */
    public Profiles load(List<Path> folders) {
        Faults faults = new Faults();
        Map<String, Profile> profiles = new TreeMap<>();
        BuiltInProfiles.open(folder -> {
            for (String name : ProfileFolder.list(folder)) {
                read(name, folder.resolve(name), BUILT_IN + name, faults, profiles);
            }
        });
        for (Path folder : folders) {
            readAll(folder, faults, profiles);
        }
        if (faults.count() > 0) {
            throw new ProfileException(faults.all());
        }
        return new Profiles(profiles.values());
    }

    private void readAll(Path folder, Faults faults, Map<String, Profile> profiles) {
        if (!Files.isDirectory(folder)) {
            faults.add(
                    folder.toString(),
                    0,
                    "there is no such folder",
                    "Correct the folder in the configuration, or create it");
            return;
        }
        if (Files.exists(folder.resolve(ProfileReader.SETTINGS))) {
            String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
            read(name, folder, folder.toString(), faults, profiles);
            return;
        }
        List<String> names = ProfileFolder.list(folder).stream()
                .filter(name -> Files.isDirectory(folder.resolve(name)))
                .toList();
        if (names.isEmpty()) {
            faults.add(
                    folder.toString(),
                    0,
                    "the folder holds no profile",
                    "Name a folder with a " + ProfileReader.SETTINGS + ", or one whose sub-folders have it");
        }
        for (String name : names) {
            Path path = folder.resolve(name);
            read(name, path, path.toString(), faults, profiles);
        }
    }

    private void read(String name, Path path, String shown, Faults faults, Map<String, Profile> profiles) {
        new ProfileReader(engines, faults)
                .read(name, new ProfileFolder(path, shown, faults))
                .ifPresent(profile -> profiles.put(name, profile));
    }
}
