package dev.sluice.profile;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens the folder of the built-in profiles, which are resources: files in a build, entries of a jar in production. */
final class BuiltInProfiles {
    private static final String MARKER = "builtin/general/profile.yaml";

    private BuiltInProfiles() {}

    /** Hands over the folder; its paths are good only during the call. */
    static void open(Consumer<Path> reader) {
        open(BuiltInProfiles.class.getResource(MARKER), reader);
    }

    /**
     * Hands over the folder that holds a marker file two levels below.
     *
     * @param marker the profile.yaml of a built-in profile
     */
    static void open(@Nullable URL marker, Consumer<Path> reader) {
        if (marker == null) {
            throw new IllegalStateException(
                    MARKER + " is not on the class path: the jar sluice-profiles is incomplete");
        }
        try {
            URLConnection connection = marker.openConnection();
            if (connection instanceof JarURLConnection jar) {
                Path file = Path.of(jar.getJarFileURL().toURI());
                // A file system of its own: the shared one of the jar's URI may be open or closed by somebody else.
                try (FileSystem entries = FileSystems.newFileSystem(file)) {
                    reader.accept(grandparent(entries.getPath(jar.getEntryName())));
                }
            } else {
                reader.accept(grandparent(Path.of(URI.create(marker.toString()))));
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the built-in profiles cannot be read from " + marker, e);
        }
    }

    private static Path grandparent(Path file) {
        return file.resolve("../..").normalize();
    }
}
