package dev.sluice.profile;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
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
        return new Profiles(
                read(folders, false).stream().map(LoadedProfile::profile).toList());
    }

    /**
     * The same, with the golden sets, which only checks and evaluation need.
     *
     * @return by name
     * @throws ProfileException with every mistake in any of them
     */
    public List<LoadedProfile> loadWithGolden(List<Path> folders) {
        return read(folders, true);
    }

    private List<LoadedProfile> read(List<Path> folders, boolean withGolden) {
        Reading reading = new Reading(engines, withGolden);
        BuiltInProfiles.open(folder ->
                ProfileFolder.list(folder).forEach(name -> reading.add(name, folder.resolve(name), BUILT_IN + name)));
        folders.forEach(reading::addAll);
        return reading.result();
    }

    /** One run over all folders. */
    private static final class Reading {
        private final Faults faults = new Faults();
        private final SortedMap<String, LoadedProfile> profiles = new TreeMap<>();
        private final ProfileReader reader;

        Reading(Set<String> engines, boolean withGolden) {
            this.reader = new ProfileReader(engines, withGolden, faults);
        }

        void add(String name, Path folder, String shown) {
            reader.read(name, new ProfileFolder(folder, shown, faults))
                    .ifPresent(profile -> profiles.put(name, profile));
        }

        /** Adds the folder itself if it is a profile, else its sub-folders. */
        void addAll(Path folder) {
            if (!Files.isDirectory(folder)) {
                faults.add(
                        folder.toString(),
                        0,
                        "there is no such folder",
                        "Correct the folder in the configuration, or create it");
            } else if (Files.exists(folder.resolve(ProfileReader.SETTINGS))) {
                add(nameOf(folder), folder, folder.toString());
            } else {
                addSubFolders(folder);
            }
        }

        List<LoadedProfile> result() {
            if (faults.count() > 0) {
                throw new ProfileException(faults.all());
            }
            return List.copyOf(profiles.values());
        }

        private void addSubFolders(Path folder) {
            List<Path> folders = ProfileFolder.list(folder).stream()
                    .map(folder::resolve)
                    .filter(Files::isDirectory)
                    .toList();
            folders.forEach(each -> add(nameOf(each), each, each.toString()));
            if (folders.isEmpty()) {
                faults.add(
                        folder.toString(),
                        0,
                        "the folder holds no profile",
                        "Name a folder with a " + ProfileReader.SETTINGS + ", or one whose sub-folders have it");
            }
        }

        private static String nameOf(Path folder) {
            return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        }
    }
}
