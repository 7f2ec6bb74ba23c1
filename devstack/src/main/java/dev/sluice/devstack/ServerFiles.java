package dev.sluice.devstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folder with the servers' own files, which this module's build lays out in {@code target/servers}.
 *
 * <p>Searched for upwards from where this class was loaded and then from the working directory: a {@code servers} folder,
 * as a packaged distribution has it, or {@code devstack/target/servers} in the checkout. The system property
 * {@value #PROPERTY} names another place.
 */
final class ServerFiles {

    static final String PROPERTY = "sluice.devstack.servers";

    private static final String CHILD_JAR = "sluice-devstack-child.jar";
    private static final String BROKER_CLASS_PATH = "kafka/class-path";
    private static final String REGISTRY_JAR = "apicurio/quarkus-run.jar";

    private final Path folder;

    private ServerFiles(Path folder) {
        this.folder = folder;
    }

    static ServerFiles locate() {
        return locate(System.getProperty(PROPERTY), ownLocation(), Path.of(System.getProperty("user.dir")));
    }

    /**
     * Looks in {@code named} alone when it is given, else upwards from each of {@code starts}.
     *
     * @throws ServerStartException when no folder has all the files
     */
    static ServerFiles locate(@Nullable String named, Path... starts) {
        List<Path> candidates = new ArrayList<>();
        if (named != null) {
            candidates.add(Path.of(named).toAbsolutePath());
        } else {
            for (Path start : starts) {
                for (Path parent = start; parent != null; parent = parent.getParent()) {
                    candidates.add(parent.resolve("servers"));
                    candidates.add(parent.resolve("devstack/target/servers"));
                }
            }
        }
        return candidates.stream()
                .filter(ServerFiles::isComplete)
                .findFirst()
                .map(ServerFiles::new)
                .orElseThrow(() -> new ServerStartException(
                        "The files of the broker and the registry are in none of the folders " + candidates
                                + ". Build them with './mvnw -q -DskipTests package', or name their folder with -D"
                                + PROPERTY + "=FOLDER."));
    }

    Path folder() {
        return folder;
    }

    List<Path> brokerClassPath() {
        Path list = folder.resolve(BROKER_CLASS_PATH);
        List<Path> classPath = new ArrayList<>();
        try {
            for (String jar : Files.readString(list).split(":", -1)) {
                classPath.add(list.resolveSibling(jar.strip()).normalize());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        classPath.add(folder.resolve(CHILD_JAR));
        return classPath;
    }

    /** Its own jar's manifest names the others. */
    List<Path> registryClassPath() {
        return List.of(folder.resolve(REGISTRY_JAR), folder.resolve(CHILD_JAR));
    }

    /**
     * Where the JVM of {@code server} keeps the classes it has loaded, for the next one to start in half the time. One
     * from before the last build is deleted: the JVM would neither use nor replace it.
     */
    Path sharedClasses(String server) {
        Path archive = folder.resolve(server + ".jsa");
        try {
            if (isOlder(archive, CHILD_JAR) || isOlder(archive, BROKER_CLASS_PATH)) {
                Files.deleteIfExists(archive);
            }
        } catch (NoSuchFileException notYetThere) {
            return archive; // or not any more: another process makes it anew
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return archive;
    }

    private boolean isOlder(Path archive, String built) throws IOException {
        return Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(folder.resolve(built))) < 0;
    }

    private static boolean isComplete(Path folder) {
        return Files.isRegularFile(folder.resolve(CHILD_JAR))
                && Files.isRegularFile(folder.resolve(BROKER_CLASS_PATH))
                && Files.isRegularFile(folder.resolve(REGISTRY_JAR));
    }

    private static Path ownLocation() {
        try {
            return Path.of(ServerFiles.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("A class was loaded from what is no file", e);
        }
    }
}
