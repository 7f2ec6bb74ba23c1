package dev.sluice.quickstart.demo;

import dev.sluice.quickstart.terminal.CommandFailedException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts keep their data and logs.
 *
 * @param isKept whether it is there for the next time
 */
record DataFolder(Path path, boolean isKept) {

    /** The given one, or a temporary one of its own. */
    static DataFolder of(Optional<Path> given) {
        try {
            return given.isPresent()
                    ? new DataFolder(
                            Files.createDirectories(given.get().toAbsolutePath().normalize()), true)
                    : new DataFolder(Files.createTempDirectory("sluice-"), false);
        } catch (IOException e) {
            throw new CommandFailedException("The data folder cannot be made: " + e + ". Name another with --data.", e);
        }
    }

    Path broker() {
        return path.resolve("broker");
    }

    Path registry() {
        return path.resolve("registry");
    }

    Path processorState() {
        return path.resolve("processor");
    }

    Path processorLog() {
        return path.resolve("processor.log");
    }

    Path consoleState() {
        return path.resolve("console");
    }

    Path consoleUsers() {
        return path.resolve("console-users");
    }

    /** What clients of the running stack read their addresses from. */
    Path clientConfig() {
        return path.resolve("client.properties");
    }

    /** Deletes it unless it is kept. */
    void discard() throws IOException {
        if (isKept || !Files.exists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
