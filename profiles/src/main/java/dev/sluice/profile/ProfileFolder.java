package dev.sluice.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One profile's folder while it is read; in the file system or in a jar. */
final class ProfileFolder {
    private final Path path;
    private final String shown;
    private final Faults faults;

    /**
     * Names a folder.
     *
     * @param shown how faults name it
     */
    ProfileFolder(Path path, String shown, Faults faults) {
        this.path = path;
        this.shown = shown;
        this.faults = faults;
    }

    String shown() {
        return shown;
    }

    String shown(String file) {
        return shown + "/" + file;
    }

    /** A file's text; if it is absent or not UTF-8 that is a fault. */
    Optional<String> text(String file) {
        Path location = path.resolve(file);
        if (!Files.isRegularFile(location)) {
            faults.add(shown(file), 0, "the file is missing", "Add it as profiles/README.md describes");
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(location));
        } catch (CharacterCodingException e) {
            faults.add(shown(file), 0, "the file is not UTF-8", "Save it as UTF-8");
            return Optional.empty();
        } catch (IOException e) {
            faults.add(shown(file), 0, "the file cannot be read: " + e.getMessage(), "Check its permissions");
            return Optional.empty();
        }
    }

    /** The names in this folder, sorted, without hidden ones. */
    List<String> names() {
        return list(path);
    }

    /** The names in a sub-folder, sorted, without hidden ones; none if it is no folder. */
    List<String> names(String folder) {
        Path location = path.resolve(folder);
        return Files.isDirectory(location) ? list(location) : List.of();
    }

    /** The names in any folder, sorted, without hidden ones. */
    static List<String> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(ProfileFolder::name)
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be listed", e);
        }
    }

    /** The last part of a path; inside a jar a folder's name may end in a slash. */
    private static String name(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }
}
