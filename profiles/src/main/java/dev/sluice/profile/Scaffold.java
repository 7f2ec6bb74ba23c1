package dev.sluice.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small profile that passes the check, to be edited into one of one's own. */
public final class Scaffold {
    private static final List<String> FILES = List.of(
            "profile.yaml",
            "fields.schema.json",
            "extract.md",
            "summarize.md",
            "classify.md",
            "categories.yaml",
            "examples/first.yaml",
            "golden/first.yaml");

    private Scaffold() {}

    /**
     * Writes the profile.
     *
     * @param name of the profile and of its folder
     * @param parent is made if it does not exist
     * @param owner who answers for the prompts, for their front matter
     * @return the files, below {@code parent}
     * @throws IllegalArgumentException if the name cannot be a profile's
     * @throws FileAlreadyExistsException if there is such a folder; nothing in it is touched
     */
    public static List<Path> write(String name, Path parent, String owner) throws IOException {
        if (!ProfileReader.NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "' cannot be a profile's name. " + ProfileReader.NAME_REMEDY + ".");
        }
        Files.createDirectories(parent);
        Path folder = Files.createDirectory(parent.resolve(name));
        for (String file : FILES) {
            Path target = folder.resolve(file);
            Files.createDirectories(folder.resolve(file).resolveSibling("."));
            Files.writeString(target, template(file).replace("NAME", name).replace("OWNER", quoted(owner)));
        }
        return FILES.stream().map(folder::resolve).toList();
    }

    private static String template(String file) throws IOException {
        try (InputStream resource = Scaffold.class.getResourceAsStream("scaffold/" + file)) {
            if (resource == null) {
                throw new IllegalStateException(
                        "scaffold/" + file + " is not on the class path: the jar sluice-profiles is incomplete");
            }
            return new String(resource.readAllBytes(), UTF_8);
        }
    }

    /** As YAML, whatever a user may be called. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
