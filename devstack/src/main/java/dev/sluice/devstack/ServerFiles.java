package dev.sluice.devstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The folders with the servers' own files, laid out by this module's build in {@code target/servers}.
 *
 * <p>Found from where this class was loaded, upwards: beside its jar or class folder, in a {@code servers} folder of a
 * packaged distribution, or in the checkout it was built in. The system property {@value #PROPERTY} names another
 * place.
 */
final class ServerFiles {

    static final String PROPERTY = "sluice.devstack.servers";

    private ServerFiles() {}

    /** The class path of the broker's process. */
    static List<Path> kafkaClassPath() {
        Path directory = find("kafka", "class-path");
        try {
            var classPath = new ArrayList<Path>();
            for (String jar : Files.readString(directory.resolve("class-path")).split(":", -1)) {
                classPath.add(directory.resolve(jar.strip()).normalize());
            }
            return classPath;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jar that starts the registry; its manifest names the others. */
    static Path registryJar() {
        return find("apicurio", "quarkus-run.jar").resolve("quarkus-run.jar");
    }

    /** The jar or class folder this module's classes are in. */
    static Path ownClasses() {
        try {
            return Path.of(ServerFiles.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path find(String server, String mustHold) {
        List<Path> candidates = candidates(System.getProperty(PROPERTY), server);
        for (Path candidate : candidates) {
            if (Files.isRegularFile(candidate.resolve(mustHold))) {
                return candidate;
            }
        }
        throw new ServerStartException("The files of the server '" + server + "' are in none of " + candidates
                + ": build them with './mvnw -q -DskipTests package', or name the folder that holds '" + server
                + "' with -D" + PROPERTY + "=FOLDER.");
    }

    private static List<Path> candidates(@org.jspecify.annotations.Nullable String named, String server) {
        if (named != null) {
            return List.of(Path.of(named).toAbsolutePath().resolve(server));
        }
        var candidates = new ArrayList<Path>();
        for (Path folder = ownClasses().getParent(); folder != null; folder = folder.getParent()) {
            candidates.add(folder.resolve("servers").resolve(server));
            candidates.add(folder.resolve("devstack/target/servers").resolve(server));
        }
        return candidates;
    }
}
