package dev.sluice.quickstart.produce;

import dev.sluice.quickstart.terminal.CommandFailedException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Finds the files that paths name: files as they are, folders with everything below them but hidden files and folders.
 * Links below a folder are not followed, as they may lead in circles.
 *
 * <p>The id of a document is its file's path from the working directory; from the given folder on if that lies elsewhere.
 */
final class SourceFiles {
    private final Path workingDirectory;
    private final Map<String, SourceFile> byId = new TreeMap<>();
    private final List<Failure> failures = new ArrayList<>();

    SourceFiles(Path workingDirectory) {
        this.workingDirectory = workingDirectory.toAbsolutePath().normalize();
    }

    /** What the paths lead to, by id in its order. */
    Collection<SourceFile> collect(List<Path> paths) {
        for (Path path : paths) {
            Path root = workingDirectory.resolve(path).normalize();
            if (!Files.exists(root)) {
                throw new CommandFailedException("There is no file or folder " + path + ".");
            }
            walk(root);
        }
        return byId.values();
    }

    /** What could not even be looked at. */
    List<Failure> failures() {
        return failures;
    }

    private void walk(Path root) {
        try {
            Files.walkFileTree(root.toRealPath(), new SimpleFileVisitor<>() {
                private final Path real = root.toRealPath();

                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return folder.equals(real) || !isHidden(folder)
                            ? FileVisitResult.CONTINUE
                            : FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && (file.equals(real) || !isHidden(file))) {
                        add(root, root.resolve(real.relativize(file).toString()), attributes.size());
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    failures.add(Failure.reading(file.toString(), failure));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            failures.add(Failure.reading(root.toString(), e));
        }
    }

    private void add(Path root, Path file, long bytes) {
        Path named = file.equals(root.resolve("")) ? root : file.normalize();
        String id = id(root, named);
        SourceFile before = byId.put(id, new SourceFile(named, id, bytes));
        if (before != null && !before.path().equals(named)) {
            throw new CommandFailedException("Both " + before.path() + " and " + named + " would have the id " + id
                    + ", as if they were versions of one document. Send them from a folder above both, or one by one with"
                    + " --id.");
        }
    }

    private String id(Path root, Path file) {
        Path parent = root.getParent();
        Path from = file.startsWith(workingDirectory) || parent == null ? workingDirectory : parent;
        return StreamSupport.stream(from.relativize(file).spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }
}
